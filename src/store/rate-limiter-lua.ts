/** How soon a caller without a slot asks again, in milliseconds; when a running request ends cannot be known. */
const POLL_INTERVAL_MS = 20

/**
 * Takes one token out of the bucket and one slot for a request in flight; returns 0, or the milliseconds to wait.
 * KEYS bucket, blocked, slots of this kind; ARGV lease id, slots, requests a minute, burst, lease in milliseconds.
 * The time is that of Redis, so that the clocks of the processes need not agree.
 */
export const ACQUIRE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local blocked = redis.call('PTTL', KEYS[2])
if blocked > 0 then return blocked end

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[2]) then return ${POLL_INTERVAL_MS} end

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

/** Pauses all processes for ARGV[1] milliseconds, unless a longer pause is under way. KEYS blocked. */
export const PAUSE = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
return 0
`

/**
 * Returns now, tokens and time of the bucket, the TTL of the pause, reads and writes in flight; changes nothing.
 * KEYS bucket, blocked, reads, writes. One script, because the clock of another node of a cluster differs.
 */
export const INSPECT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local flying = { redis.call('ZCOUNT', KEYS[3], now, '+inf'), redis.call('ZCOUNT', KEYS[4], now, '+inf') }
return { now, bucket[1], bucket[2], redis.call('PTTL', KEYS[2]), flying[1], flying[2] }
`
