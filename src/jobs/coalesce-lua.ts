import { createHash } from 'node:crypto'

/**
 * Says of each ring whether a job under its deduplication id is still to start, and so takes it in: one that waits, or one
 * that follows the job that runs, which has read already. A waiting job that is less urgent becomes the ring's own.
 * The keys are BullMQ's: marks of our own could outlive a job. KEYS delayed, prioritized, counter of the prioritized,
 * then for each ring its job's id and what follows that job; ARGV prefix of jobs, priority, then the data of each ring.
 */
export const JOIN = `
local delayed, prioritized, counter = KEYS[1], KEYS[2], KEYS[3]
local wanted = tonumber(ARGV[2])

local function join(idKey, followsKey, data)
  local id = redis.call('GET', idKey)
  if not id then return 0 end
  local job = ARGV[1] .. id
  local priority = tonumber(redis.call('HGET', job, 'priority'))
  if not priority then return 0 end
  local isDelayed = redis.call('ZSCORE', delayed, id)
  if isDelayed or redis.call('ZSCORE', prioritized, id) then
    if priority > wanted then
      redis.call('HSET', job, 'priority', wanted, 'data', data)
      if not isDelayed then
        redis.call('ZADD', prioritized, wanted * 0x100000000 + redis.call('INCR', counter) % 0x100000000, id)
      end
    end
    return 1
  end
  local follows = redis.call('HGET', followsKey, 'opts')
  if follows and (cjson.decode(follows).priority or 0) <= wanted then return 1 end
  return 0
end

local answers = {}
for ring = 1, #ARGV - 2 do
  answers[ring] = join(KEYS[2 * ring + 2], KEYS[2 * ring + 3], ARGV[ring + 2])
end
return answers
`
export const JOIN_SHA = createHash('sha1').update(JOIN).digest('hex')
