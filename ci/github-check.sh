#!/usr/bin/env bash
# The step of action.yml that checks: annotations on standard output, and a SARIF report where one is asked for.
# Takes PATHS, SINCE, ARGUMENTS and SARIF_FILE from the environment.
set -euo pipefail

program="$GITHUB_ACTION_PATH/server/bin/alembic-guidelines.cjs"
# Lists of words, as the inputs are documented.
read -r -a paths <<<"$PATHS"
read -r -a arguments <<<"$ARGUMENTS"
if [ -n "$SINCE" ]; then arguments+=(--since "$SINCE"); fi

if [ -n "$SARIF_FILE" ]; then
  node "$program" check "${arguments[@]}" --exit-zero --output-format sarif -- "${paths[@]}" >"$SARIF_FILE"
fi
node "$program" check "${arguments[@]}" --output-format github -- "${paths[@]}"
