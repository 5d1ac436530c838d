export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads to complete our command line: it asks `alembic-guidelines complete` at each Tab, and offers files where that has no answer. */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `_alembic_guidelines() {
  local IFS=$'\\n'
  COMPREPLY=($(alembic-guidelines complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _alembic_guidelines alembic-guidelines
`,
  zsh: `#compdef alembic-guidelines
_alembic_guidelines() {
  local -a found
  found=(\${(f)"$(alembic-guidelines complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _alembic_guidelines alembic-guidelines
`,
  fish: `function __alembic_guidelines
    set -l words (commandline --tokens-expanded --cut-at-cursor 2>/dev/null; or commandline -opc)
    set -l found (alembic-guidelines complete -- $words[2..-1] (commandline --current-token --cut-at-cursor) 2>/dev/null)
    if set -q found[1]
        string join \\n -- $found
    else
        __fish_complete_path (commandline --current-token --cut-at-cursor)
    end
end
complete --command alembic-guidelines --no-files --arguments '(__alembic_guidelines)'
`,
};
