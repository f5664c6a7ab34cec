/** How long to wait before looking again for a free place, in milliseconds; requests end when they end. */
const LOOK_AGAIN_MS = 20

/**
 * Takes one request out of the minute and one place among those in flight, or says how many milliseconds to wait.
 * KEYS bucket, blocked, places of this kind; ARGV lease, places, requests a minute, burst, lease in milliseconds.
 * Time is Redis's own, so that processes need not agree on it.
 */
export const ACQUIRE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local blocked = redis.call('PTTL', KEYS[2])
if blocked > 0 then return blocked end

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[2]) then return ${LOOK_AGAIN_MS} end

local burst = tonumber(ARGV[4])
local perMs = tonumber(ARGV[3]) / 60000
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local elapsed = math.max(now - (tonumber(bucket[2]) or 0), 0)
local tokens = math.min(burst, (tonumber(bucket[1]) or burst) + elapsed * perMs)
if tokens < 1 then return math.ceil((1 - tokens) / perMs) end

redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - 1), 'at', now)
redis.call('PEXPIRE', KEYS[1], 60000)
redis.call('ZADD', KEYS[3], now + tonumber(ARGV[5]), ARGV[1])
redis.call('PEXPIRE', KEYS[3], ARGV[5])
return 0
`

/** Blocks everybody for ARGV[1] milliseconds; a longer block stands. */
export const PAUSE = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
return 0
`

/**
 * Looks and takes nothing: now, what the bucket held and when, the block, reads and writes in flight.
 * KEYS bucket, blocked, reads, writes. One script, because in a cluster another node would tell another time.
 */
export const INSPECT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local flying = { redis.call('ZCOUNT', KEYS[3], now, '+inf'), redis.call('ZCOUNT', KEYS[4], now, '+inf') }
return { now, bucket[1], bucket[2], redis.call('PTTL', KEYS[2]), flying[1], flying[2] }
`
