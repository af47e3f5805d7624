--- Render, run and evaluate: the server does it, this shows its progress and what comes of it.
local results = require('promptlsp.results')

local M = {}

local titles = {
  ['promptlsp.render'] = 'Rendering',
  ['promptlsp.run'] = 'Running',
  ['promptlsp.eval'] = 'Evaluating',
}

-- Requests that are under way, by their progress token.
local pending = {}
local last_token = 0

local function say(text)
  vim.api.nvim_echo({ { 'promptlsp: ' .. text } }, false, {})
end

--- Handles `$/progress`: reports on the commands of this plugin are shown, all others go Neovim's own way.
function M.on_progress(err, params, context, settings)
  local command = params and pending[params.token]
  if not command then
    return vim.lsp.handlers['$/progress'](err, params, context, settings)
  end
  local value = params.value
  if value.kind == 'end' and command.cancelled then
    -- Neovim keeps the answer to a cancelled request to itself; the end of its progress tells that the server has stopped.
    pending[params.token] = nil
    say('cancelled')
  elseif value.message or value.percentage then
    local percentage = value.percentage and (' %d%%'):format(value.percentage) or ''
    say(titles[command.name] .. percentage .. (value.message and ': ' .. value.message or ''))
  end
end

local function send(client, params, handler, bufnr)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request('workspace/executeCommand', params, handler, bufnr)
  end
  return client.request('workspace/executeCommand', params, handler, bufnr)
end

--- Has a client execute a command of the server.
function M.execute(client, name, arguments, bufnr)
  last_token = last_token + 1
  local token = 'promptlsp-' .. last_token
  pending[token] = { name = name, client = client }
  say(titles[name])
  local params = { command = name, arguments = arguments, workDoneToken = token }
  local sent, id = send(client, params, function(err, result)
    pending[token] = nil
    if err then
      vim.notify('promptlsp: ' .. err.message, vim.log.levels.ERROR)
    elseif result then
      say(result.title)
      results.show(result)
    end
  end, bufnr)
  if sent then
    pending[token].request = id
  else
    pending[token] = nil
    vim.notify('promptlsp: the server has stopped. :PromptLspRestart starts it again.', vim.log.levels.ERROR)
  end
end

--- Has the server of the buffer in front execute a command on its document.
function M.on_buffer(name)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = require('promptlsp.client').of_buffer(bufnr)
  if not client then
    vim.notify('promptlsp: no server for this buffer. The command works on .prompt and .eval.yaml files; :checkhealth promptlsp tells more.', vim.log.levels.ERROR)
    return
  end
  M.execute(client, name, { vim.uri_from_bufnr(bufnr) }, bufnr)
end

--- Cancels what is under way.
function M.cancel()
  for _, command in pairs(pending) do
    if command.request then
      command.cancelled = true
      if vim.fn.has('nvim-0.11') == 1 then
        command.client:cancel_request(command.request)
      else
        command.client.cancel_request(command.request)
      end
    end
  end
end

--- Makes the code lenses' commands and the user's.
function M.create()
  for name in pairs(titles) do
    vim.lsp.commands[name] = function(command, context)
      M.execute(vim.lsp.get_client_by_id(context.client_id), name, command.arguments, context.bufnr)
    end
  end
  local user_commands = {
    PromptLspRender = { 'Shows the rendered prompt', function() M.on_buffer('promptlsp.render') end },
    PromptLspRun = { 'Sends the prompt to its model and shows the answer', function() M.on_buffer('promptlsp.run') end },
    PromptLspEval = { 'Runs the suite, or the suites of the prompt', function() M.on_buffer('promptlsp.eval') end },
    PromptLspCancel = { 'Cancels what is under way', M.cancel },
    PromptLspRestart = { 'Starts the server again', function() require('promptlsp.client').restart() end },
    PromptLspLog = { 'Opens the log of the language client', function() vim.cmd('tabedit ' .. vim.fn.fnameescape(vim.lsp.get_log_path())) end },
  }
  for name, command in pairs(user_commands) do
    vim.api.nvim_create_user_command(name, command[2], { desc = command[1] })
  end
end

return M
