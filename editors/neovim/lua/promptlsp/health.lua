--- :checkhealth promptlsp
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local problem = health.error or health.report_error

--- Checks that the server is there and answers.
function M.check()
  start('promptlsp')
  local command = require('promptlsp.config').current.cmd
  if vim.fn.executable(command[1]) == 0 then
    problem(('"%s" cannot be executed'):format(command[1]), { 'Put the PromptLsp executable on PATH, or name it with setup({ cmd = … }).' })
    return
  end
  ok('server: ' .. vim.fn.exepath(command[1]))
  local version = vim.fn.system({ command[1], '--version' })
  if vim.v.shell_error == 0 then
    ok('version: ' .. vim.trim(version))
  else
    problem('--version failed: ' .. vim.trim(version))
  end
end

return M
