export const help = `Parapet: the same verdict in the editor and in CI.

  parapet check [paths…]        judge the tree by its parapet.jsonc; paths limit the findings shown
                                without one: a preview of what the tree keeps already, which never fails
    --policy FILE               judge by this policy instead
    --only RULE                 only findings of a rule, or of a pattern such as "architecture/*"
    --fix                       apply the safe fixes first, and print what they were to standard error
    --format FORMAT             pretty (default), json, sarif, github, gitlab, junit, markdown
    --output FILE               write the report to a file
    --fail-on LEVEL             error (default), warning, never; for done a "should" that fails is a warning
    --all                       show suppressed findings and those of the baseline, too; all of a preview;
                                all ways out of each finding, in JSON, too
    --quiet                     print nothing when the verdict is pass and the exit code 0
    --deep                      judge by inferred types, too (architecture/leaked-type); runs a compiler
    --no-cache                  read every file, and keep nothing for the next check
    --timings                   print where the time went, to standard error
    --now DATE                  judge as of this day, e.g. 2027-01-31; every command takes it
  parapet done                  hold the change against the Definition of Done, with the new findings of check
    --base REF                  compare with this revision; default is the policy's, then what CI says, then origin's
    --diff-file FILE            the change as a unified diff ("-" is standard input); needs no git
    --coverage FILE, --audit FILE, --junit FILE
                                reports in place of those that the policy declares
    and --policy, --now, --format, --output, --fail-on, --all, --quiet, --timings, --no-cache as for check
  parapet graph                 the import graph
    --format FORMAT             json (default), mermaid, dot, html: one page to look around in
    --focus GLOB                only the files that match and their neighbours
    --output FILE               write it to a file
    --links KIND                where links of the page lead: relative (default), or vscode for the editor
  parapet explain RULE          why a rule exists and how to keep it
  parapet explain FROM [TO]     what the policy says of a file's imports, or of one, there or not
  parapet explain --cuts [paths…]
                                the imports whose removal ends the cycles and what the baseline accepts, proven
                                --format pretty (default) or json; --all shows all of them
  parapet owners [paths…]       who owns these paths, there or not; without any, all files that git knows here
    --stdin                     read the paths from standard input, one a line, or with NUL between them
    --codeowners FILE           by this CODEOWNERS file instead
    --dialect DIALECT           github or gitlab, if not as the file's place or the remotes tell
    --format FORMAT             pretty (default), json
  parapet contracts routes      what the code serves, and registrations that could not be understood
  parapet contracts operations  what the OpenAPI documents of the repository promise
                                --format pretty (default) or json
  parapet contracts scaffold [SERVICE]
                                an OpenAPI document of what a service serves, or all code without one
    --output FILE               write it to a new file; one that is there is never replaced
  parapet contracts diff OLD NEW
                                what changed between two OpenAPI documents for those who call them ("-" is standard
                                input); needs no git and no policy; fails where the version does not say as much
                                as the changes ask for
    --format FORMAT             pretty (default), json
    --output FILE               write it to a file
  parapet baseline              accept today's findings in governance/baseline.txt; --deep includes inferred types
  parapet init [--yes]          show a first policy, its baseline and a CI job; --yes writes them
    --from-graph                with what each layer, slice and service imports today as its "mayImport";
                                where there is a policy, adds these lists to it
  parapet lsp --stdio           the language server, for any editor
  parapet --version, --help

Exit codes: 0 pass or preview · 1 fail · 2 wrong usage or unreadable policy · 3 otherwise unknown · 70 a bug in Parapet
`;
