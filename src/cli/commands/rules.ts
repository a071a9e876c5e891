import type { Command } from 'commander';
import { quote } from '../../analysis/base/quote';
import { ruleList, rulePageText } from '../../report/rules';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { choice } from '../base/options';
import { UsageError } from '../base/usage-error';
import { allRuleNames, describeRule } from '../session/describe-rule';
import { didYouMean } from '../session/similar-names';

interface RulesOptions {
  readonly format: 'text' | 'json';
}

/** `rules`: the list of rules, or the page of one. */
export function addRules(program: Command, console: Console, end: (code: ExitCode) => void): void {
  program.command('rules').description('list all rules, or show the page of one')
    .argument('[name]', 'name of a rule, such as service-entry/tcp-without-address')
    .addOption(choice('-f, --format <format>', 'form of the list', ['text', 'json'], 'text'))
    .addHelpText('after', `
Examples:
  $ cdk8s-istio-oneagent rules
  $ cdk8s-istio-oneagent rules service-entry/tcp-without-address`)
    .action((name: string | undefined, { format }: RulesOptions) => {
      const names = name === undefined ? allRuleNames() : [nameOf(name)];
      const rules = names.map(describeRule);
      if (format === 'json') {
        console.out(`${JSON.stringify(name === undefined ? rules.map(({ page, ...rule }) => rule) : rules[0], undefined, 2)}\n`);
      } else {
        console.out(name === undefined ? ruleList(rules, { color: console.color }) : rulePageText(rules[0], { color: console.color }));
      }
      end(ExitCode.OK);
    });
}

function nameOf(name: string): string {
  const all = allRuleNames();
  if (!all.includes(name)) { throw new UsageError(`there is no rule ${quote(name)}${didYouMean(name, all) || '; cdk8s-istio-oneagent rules lists all'}`); }
  return name;
}
