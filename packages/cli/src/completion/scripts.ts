/** Shells that completion exists for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** Each asks the hidden command `complete`, so that the scripts never grow old; `:files` means the shell's own completion. */
const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# eval "$(scs-blueprints completion bash)", or this in ~/.bashrc
_scs_blueprints() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == ":files" ]]; then
      compopt -o default -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
    else
      line=\${line%%$'\\t'*}
      [[ $line == --*=* && \${COMP_WORDBREAKS} == *=* ]] && line=\${line#*=}
      COMPREPLY+=("$line")
    fi
  done < <("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _scs_blueprints scs-blueprints
`,
  zsh: `#compdef scs-blueprints
# eval "$(scs-blueprints completion zsh)" after compinit, or this as _scs-blueprints in a folder of $fpath
_scs_blueprints() {
  local line value
  local -a described
  while IFS= read -r line; do
    if [[ $line == ":files" ]]; then
      _files
    elif [[ -n $line ]]; then
      value=\${line%%$'\\t'*}
      described+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done < <("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#described} )) && _describe scs-blueprints described
}
compdef _scs_blueprints scs-blueprints
`,
  fish: `# scs-blueprints completion fish > ~/.config/fish/completions/scs-blueprints.fish
function __scs_blueprints_complete
  set -l tokens (commandline -opc) (commandline -ct)
  for line in (command $tokens[1] complete -- $tokens[2..-1] 2>/dev/null)
    if test "$line" = ":files"
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c scs-blueprints -f -a '(__scs_blueprints_complete)'
`,
};

export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}
