-- The steps of W3 behind the dates.
local rates = {high = 21, low = 9, zero = 0}
local floor = math.floor
local function trim(s) return s:match('^%s*(.-)%s*$') end

local customer = record.customer
record.first_name, record.last_name = trim(customer.first), trim(customer.last)
record.email = customer.email:lower()
record.phone = customer.phone:gsub('%(0%)', ''):gsub('[^0-9+]', '')
record.customer = nil
record.number = trim(record.number):upper()
record.reference = tonumber(record.number:match('[1-9]%d*'))
record.note = record.note:gsub('<[^>]*>', '')

local tags, seen = array(), {}
for part in record.tags:gmatch('[^,;]+') do
  local tag = trim(part):lower()
  if tag ~= '' and not seen[tag] then
    seen[tag] = true
    tags[#tags + 1] = tag
  end
end
record.tags = tags

local lines, net, tax = array(), 0, 0
for _, line in ipairs(record.lines) do
  if line.qty > 0 then
    local discount = 0
    for _, d in ipairs(line.discounts) do
      if d.percent ~= null then discount = discount + d.percent end
    end
    local cents = floor(tonumber(line.price) * 100 + 0.5)
    local line_net = floor((cents * line.qty * (100 - discount) + 50) / 100)
    local rate = rates[line.rate] or 0
    local line_tax = floor((line_net * rate + 50) / 100)
    line.sku = line.sku:gsub('[^A-Za-z0-9]+', '-'):upper()
    line.name = trim((line.name:gsub(' +', ' ')))
    line.price, line.rate, line.discount, line.discounts = cents / 100, rate, discount, nil
    line.net, line.tax = line_net / 100, line_tax / 100
    net, tax = net + line_net, tax + line_tax
    lines[#lines + 1] = line
  end
end
record.lines = lines
record.totals = {net = net / 100, tax = tax / 100}
record.label = record.first_name .. ' ' .. record.last_name .. ' (' .. record.number .. ')'
