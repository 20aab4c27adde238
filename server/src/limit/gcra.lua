-- gcra.rs in Redis: all rules of a request in one step.
-- KEYS: the subject of each rule. Their value: the instant its debt is gone, in microseconds.
-- ARGV: now (empty: this server's clock), slack, then for each rule interval, most, and the debt the asker knows of.
-- A debt the asker knows of counts where this server has forgotten it (restart, FLUSHALL), so where it is more than the
-- slack above ours: within the slack, the way of the message explains it.
-- Answer: 1 where all admit it, else 0; then the debt under each, afterwards.
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
end
local slack = tonumber(ARGV[2])
local answer = { 1 }
for i, key in ipairs(KEYS) do
  local interval, most, known = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
  local debt = math.max(0, (tonumber(redis.call('GET', key)) or 0) - now)
  if known > debt + slack then
    debt = known
  end
  answer[i + 1] = debt
  if debt + interval > most then
    answer[1] = 0
  end
end
if answer[1] == 1 then
  for i, key in ipairs(KEYS) do
    local debt = answer[i + 1] + tonumber(ARGV[3 * i])
    answer[i + 1] = debt
    redis.call('SET', key, string.format('%.0f', now + debt), 'PX', math.ceil(debt / 1000) + 1)
  end
end
return answer
