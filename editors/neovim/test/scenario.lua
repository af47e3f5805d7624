-- What a user of Neovim sees and does, in order; each test is independent of the others' edits.
local limit_ms = 45000
local passed, failed = 0, 0

local function write(text) io.stdout:write(text .. '\n') end

local function test(name, action)
  local ok, problem = xpcall(action, debug.traceback)
  if ok then
    passed = passed + 1
    write('ok   ' .. name)
  else
    failed = failed + 1
    write('FAIL ' .. name .. '\n     ' .. tostring(problem):gsub('\n', '\n     '))
  end
end

--- Waits until `ask` gives something, and gives that.
local function eventually(what, ask)
  local answer
  local came = vim.wait(limit_ms, function()
    -- Newer versions draw hints and lenses when they draw the window, and without a terminal nobody else asks them to.
    vim.cmd('redraw')
    answer = ask()
    return answer
  end, 20)
  assert(came, what .. ' did not come about')
  return answer
end

local function open(name)
  vim.cmd('silent edit! ' .. name)
  return vim.api.nvim_get_current_buf()
end

local function lines(bufnr) return vim.api.nvim_buf_get_lines(bufnr, 0, -1, false) end
local function text(bufnr) return table.concat(lines(bufnr), '\n') end

local function line_of(bufnr, pattern)
  for number, line in ipairs(lines(bufnr)) do
    if line:find(pattern) then
      return number - 1, line
    end
  end
  error('no line has ' .. pattern)
end

local function put_cursor(bufnr, pattern, offset)
  local number, line = line_of(bufnr, pattern)
  vim.api.nvim_win_set_cursor(0, { number + 1, line:find(pattern) - 1 + (offset or 0) })
end

local function diagnostic(bufnr, code)
  for _, found in ipairs(vim.diagnostic.get(bufnr)) do
    local of_server = found.user_data and found.user_data.lsp and found.user_data.lsp.code
    if (found.code or of_server) == code then
      return found
    end
  end
end

--- All virtual text of a buffer: a list of { line, text }.
local function virtual_texts(bufnr)
  local result = {}
  for _, namespace in pairs(vim.api.nvim_get_namespaces()) do
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(bufnr, namespace, 0, -1, { details = true })) do
      for _, chunks in ipairs({ mark[4].virt_text or {}, unpack(mark[4].virt_lines or {}) }) do
        local all = ''
        for _, chunk in ipairs(chunks) do all = all .. chunk[1] end
        if all ~= '' then
          result[#result + 1] = { line = mark[2], text = all }
        end
      end
    end
  end
  return result
end

local function virtual_text(bufnr, line, pattern)
  for _, found in ipairs(virtual_texts(bufnr)) do
    if found.line == line and found.text:find(pattern) then
      return found.text
    end
  end
end

local function total(bufnr)
  return eventually('a lens with tokens', function()
    local found = virtual_text(bufnr, 0, '%d tokens?') or virtual_text(bufnr, 0, '%d.* tokens?')
    return found and found:match('[%d,.]+ tokens?')
  end)
end

local function result_text(title)
  return eventually('the result ' .. title, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local bufnr = vim.api.nvim_win_get_buf(window)
      local name = vim.api.nvim_buf_get_name(bufnr)
      if name:find('promptlsp-result://', 1, true) and name:find(title, 1, true) then
        return text(bufnr)
      end
    end
  end)
end

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return text(vim.api.nvim_win_get_buf(window))
    end
  end
end

local function messages()
  return vim.api.nvim_exec('messages', true)
end

local function has(haystack, needle)
  assert(haystack:find(needle, 1, true), ('"%s" is not in:\n%s'):format(needle, haystack))
end

test('a .prompt file has its filetype and its colours', function()
  local bufnr = open('support.prompt')
  assert(vim.bo[bufnr].filetype == 'promptlsp', vim.bo[bufnr].filetype)
  local function group(pattern, offset)
    local number, line = line_of(bufnr, pattern)
    return vim.fn.synIDattr(vim.fn.synID(number + 1, line:find(pattern) + (offset or 0), 1), 'name')
  end
  assert(group('^system:') == 'promptlspRole', group('^system:'))
  assert(group('include') == 'promptlspKeyword', group('include'))
  assert(group("'partials") == 'promptlspString', group("'partials"))
  assert(group('{{ tone', 3) == 'promptlspVariable', group('{{ tone', 3))
  assert(group('^name:'):find('^yaml'), group('^name:'))
  assert(group('You answer') == '', group('You answer'))
end)

test('an undefined variable is a diagnostic on its very name', function()
  local bufnr = open('broken.prompt')
  local found = eventually('the diagnostic', function() return diagnostic(bufnr, 'PL0301') end)
  local number, line = line_of(bufnr, 'custmer')
  assert(found.lnum == number, found.lnum)
  assert(line:sub(found.col + 1, found.end_col) == 'custmer', vim.inspect(found))
  assert(found.severity == vim.diagnostic.severity.ERROR)
  assert(found.message:find('custmer'), found.message)
end)

test('the lens shows the total against the window and the commands', function()
  local bufnr = open('support.prompt')
  total(bufnr)
  local lens = virtual_text(bufnr, 0, ' tokens?')
  assert(lens:find('128[,. ]?000'), lens)
  for _, command in ipairs({ 'Render', 'Run', 'Evaluate' }) do
    assert(lens:find(command), lens)
  end
  assert(not diagnostic(bufnr, 'PL0301'))
  local counted = vim.fn.json_decode(vim.fn.system({ os.getenv('PROMPTLSP_SERVER'), 'count', 'support.prompt', '--json' }))
  assert(total(bufnr):match('%d+') == tostring(counted.tokens.total), total(bufnr) .. ' and ' .. vim.inspect(counted.tokens))
end)

test('each message shows its tokens', function()
  local bufnr = open('support.prompt')
  for _, role in ipairs({ '^system:', '^user:' }) do
    local number = line_of(bufnr, role)
    eventually('the hint at ' .. role, function() return virtual_text(bufnr, number, '%d tokens?') end)
  end
end)

test('hover tells about a variable', function()
  local bufnr = open('support.prompt')
  total(bufnr)
  put_cursor(bufnr, '{{ tone', 4)
  vim.lsp.buf.hover()
  has(eventually('the hover', floating_text), 'tone')
  vim.cmd('silent! only')
end)

test('completion offers the inputs', function()
  local bufnr = open('support.prompt')
  total(bufnr)
  vim.api.nvim_buf_set_lines(bufnr, -1, -1, false, { 'Again: {{ quest }}' })
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(bufnr), #'Again: {{ quest' })
  assert(vim.bo[bufnr].omnifunc == 'v:lua.vim.lsp.omnifunc', vim.bo[bufnr].omnifunc)
  local words
  local params = vim.lsp.util.make_position_params(0, require('promptlsp.client').of_buffer(bufnr).offset_encoding)
  vim.lsp.buf_request(bufnr, 'textDocument/completion', params, function(err, result)
    assert(not err, vim.inspect(err))
    words = vim.tbl_map(function(item) return item.label end, result.items or result)
  end)
  eventually('the answer', function() return words end)
  assert(vim.tbl_contains(words, 'question'), vim.inspect(words))
end)

test('definition leads from a variable to its declaration', function()
  local bufnr = open('support.prompt')
  total(bufnr)
  put_cursor(bufnr, '{{ tone', 4)
  vim.lsp.buf.definition()
  local declared = line_of(bufnr, '^  tone:')
  eventually('the jump', function() return vim.api.nvim_win_get_cursor(0)[1] - 1 == declared end)
end)

test('an edit changes counts and diagnostics, and its undoing changes them back', function()
  local bufnr = open('support.prompt')
  local before = total(bufnr)
  vim.cmd('normal! Go')
  vim.api.nvim_buf_set_lines(bufnr, -1, -1, false, { 'Answer in one sentence of at most twelve plain words.' })
  vim.cmd('doautocmd TextChanged')
  eventually('another total', function() return total(bufnr) ~= before end)
  vim.api.nvim_buf_set_lines(bufnr, -1, -1, false, { 'For {{ custmer }}.' })
  vim.cmd('doautocmd TextChanged')
  eventually('the diagnostic', function() return diagnostic(bufnr, 'PL0301') end)
  vim.cmd('silent edit!')
  eventually('no diagnostic', function() return not diagnostic(bufnr, 'PL0301') end)
  eventually('the first total', function() return total(bufnr) == before end)
end)

test('the quick fix declares the variable', function()
  local bufnr = open('broken.prompt')
  eventually('the diagnostic', function() return diagnostic(bufnr, 'PL0301') end)
  put_cursor(bufnr, 'custmer')
  local offered = {}
  -- The user's choice from the list of fixes.
  local select = vim.ui.select
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      offered[#offered + 1] = options.format_item(item)
      if offered[#offered]:lower():find('declare') then
        return choose(item, #offered)
      end
    end
  end
  vim.lsp.buf.code_action()
  eventually('the fix', function() return diagnostic(bufnr, 'PL0301') == nil end)
  vim.ui.select = select
  assert(line_of(bufnr, '^  custmer:') < line_of(bufnr, '^system:'), text(bufnr))
  vim.cmd('silent edit!')
  eventually('the diagnostic of the file as it was', function() return diagnostic(bufnr, 'PL0301') end)
end)

test('suites and promptlsp.yaml are served and stay yaml', function()
  local bufnr = open('echo.eval.yaml')
  assert(vim.bo[bufnr].filetype == 'yaml')
  eventually('the client', function() return require('promptlsp.client').of_buffer(bufnr) end)
  vim.cmd('silent! %s/type: contains/type: contanis/')
  eventually('a diagnostic', function() return #vim.diagnostic.get(bufnr) > 0 end)
  vim.cmd('silent edit!')
  bufnr = open('promptlsp.yaml')
  eventually('the client', function() return require('promptlsp.client').of_buffer(bufnr) end)
end)

test(':PromptLspRender shows the rendered prompt', function()
  open('support.prompt')
  eventually('the client', function() return require('promptlsp.client').of_buffer(0) end)
  vim.cmd('PromptLspRender')
  local rendered = result_text('support.prompt')
  has(rendered, 'You answer in a friendly tone.')
  has(rendered, 'Keep to what the documents say.')
  has(rendered, 'Question: How do I reset my password?')
  assert(not rendered:find('{{', 1, true), rendered)
  vim.cmd('silent! only')
end)

test('the lens Render follows the text that is not saved', function()
  local bufnr = open('echo.prompt')
  total(bufnr)
  vim.cmd('silent! %s/^Say/Whisper/')
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  local select = vim.ui.select
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      if options.format_item(item):find('Render') then
        return choose(item, index)
      end
    end
  end
  vim.lsp.codelens.run()
  local rendered = result_text('echo.prompt')
  vim.ui.select = select
  has(rendered, 'Whisper tangerine.')
  vim.cmd('silent! only | silent edit!')
end)

test(':PromptLspRun prints the answer', function()
  local bufnr = open('echo.prompt')
  eventually('the client', function() return require('promptlsp.client').of_buffer(bufnr) end)
  vim.cmd('PromptLspRun')
  has(result_text('echo.prompt'), 'Say tangerine.')
  vim.cmd('silent! only')
end)

test(':PromptLspEval prints the verdict', function()
  local bufnr = open('echo.eval.yaml')
  eventually('the client', function() return require('promptlsp.client').of_buffer(bufnr) end)
  vim.cmd('PromptLspEval')
  local printed = result_text('echo.eval.yaml')
  assert(printed:find('50[.0]* ?%%'), printed)
  assert(printed:find('fail[^\n]*says%-something%-else[^\n]*vinegar'), printed)
  vim.cmd('silent! only')
end)

test('a command that fails says why', function()
  local bufnr = open('broken.prompt')
  eventually('the diagnostic', function() return diagnostic(bufnr, 'PL0301') end)
  vim.cmd('PromptLspRender')
  eventually('the message', function() return messages():find('promptlsp: [^\n]*custmer') end)
end)

test(':PromptLspCancel ends a run whose model does not answer', function()
  -- An endpoint that takes the connection and keeps silent.
  local silent = vim.loop.new_tcp()
  local connections = {}
  silent:bind('127.0.0.1', 0)
  silent:listen(8, function()
    local connection = vim.loop.new_tcp()
    silent:accept(connection)
    connections[#connections + 1] = connection
  end)
  local said = {}
  local echo = vim.api.nvim_echo
  vim.api.nvim_echo = function(chunks, ...)
    said[#said + 1] = chunks[1][1]
    return echo(chunks, ...)
  end
  vim.fn.mkdir('silent', 'p')
  vim.fn.writefile({ ('providers: { silent: { type: openai, base_url: "http://127.0.0.1:%d/v1" } }'):format(silent:getsockname().port) }, 'silent/promptlsp.yaml')
  vim.fn.writefile({ '---', 'model: silent/any', '---', 'user:', 'Hello?' }, 'silent/silent.prompt')
  local bufnr = open('silent/silent.prompt')
  eventually('the client', function() return require('promptlsp.client').of_buffer(bufnr) end)
  vim.cmd('PromptLspRun')
  eventually('the call', function() return #connections > 0 end)
  vim.cmd('PromptLspCancel')
  eventually('the word', function() return vim.tbl_contains(said, 'promptlsp: cancelled') end)
  vim.api.nvim_echo = echo
  silent:close()
  for _, connection in ipairs(connections) do connection:close() end
end)

test(':PromptLspRestart starts the server again', function()
  local bufnr = open('broken.prompt')
  local first = eventually('the client', function() return require('promptlsp.client').of_buffer(bufnr) end).id
  vim.cmd('PromptLspRestart')
  eventually('another client', function()
    local client = require('promptlsp.client').of_buffer(bufnr)
    return client and client.id ~= first
  end)
  vim.diagnostic.reset(nil, bufnr)
  eventually('the diagnostic', function() return diagnostic(bufnr, 'PL0301') end)
end)

test('a server that is not there is named, with what to do', function()
  local config = require('promptlsp.config')
  local before = config.current
  config.set({ cmd = { '/nowhere/promptlsp', 'serve', '--stdio' } })
  require('promptlsp.client').restart()
  eventually('the message', function()
    return messages():find('/nowhere/promptlsp" cannot be found', 1, true) and messages():find('require("promptlsp").setup', 1, true)
  end)
  config.current = before
end)

test('a misspelt setting is an error', function()
  local ok, problem = pcall(require('promptlsp.config').set, { inlay_hint = false })
  assert(not ok and problem:find('"inlay_hint"', 1, true), problem)
end)

write(('%d passed, %d failed'):format(passed, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit! 1')
