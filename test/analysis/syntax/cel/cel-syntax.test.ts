import { celSyntaxFault } from '../../../../src/analysis/syntax/cel/cel-syntax';

test.each([
  'response.code >= 400', 'a', '.a.b', 'a.b[0].c()', 'a && b || !c', '!!a', '--1', '- 1', '!-1', 'a ? b : c ? d : e', '1 + 2 * 3 % 4 / 5 - 6 < 7 == true', 'x in [1, 2,]', '[]', '[,]', '{}', '{,}', '{"a": 1, b: 2,}',
  'has(a.b)', 'has((a.b))', 'has(-1.c)', 'has(!!a.b)', 'has(--a.b)', 'has(a, b)', '.has(a)', 'x.all(y, y > 0)', 'x.all((y), y)', 'x.all(y)', 'x.map(y, z, y)', 'M{a: 1}', 'a.b.M{`x-y`: 1,}', '.M{}', 'a.`b-c`', 'a.if', '"a\\n\\u00e9\\x41\\101"', "'it\\'s'",
  '"""a\n"b" """', "r'\\'", 'b"\\xff"', 'bR"\\u0041"', '1u', '0xffu', '0x7fffffffffffffff', '-9223372036854775808', '9223372036854775807', '1.5e3', '.5', '1e5', 'null', 'true', '// comment\na', 'a // comment',
  'xds.cluster_name == "BlackHoleCluster" || (has(request.headers) && request.headers["x"].startsWith("a"))',
])('%j is an expression', text => {
  expect(celSyntaxFault(text)).toBeUndefined();
});

test.each([
  ['', 'has no complete expression'],
  [' // nothing', 'has no complete expression'],
  ['a b', 'has unexpected text after its end at position 3'],
  ['x ??', 'has unexpected text at position 4'],
  ['/x', 'has unexpected text at position 1'],
  ['a = b', 'has an unexpected character at position 3'],
  ['a & b', 'has an unexpected character at position 3'],
  ['a ? b', 'has no ":" at its end'],
  ['(a', 'has no ")" at its end'],
  ['a.', 'has no name after a dot at its end'],
  ['a.in', 'has no name after a dot at position 3'],
  ['a.?b', 'has no name after a dot at position 3'],
  ['a[?b]', 'has unexpected text at position 3'],
  ['.1.a.2', 'has unexpected text after its end at position 5'],
  ['-!a', 'has unexpected text at position 2'],
  ['!-a', 'has a minus sign without a number at position 3'],
  ['for', 'has the reserved name "for" at position 1'],
  ['if(a)', 'has the reserved name "if" at position 1'],
  ['has(a)', 'has a call of has() without a field at position 1'],
  ['has(!a.b)', 'has a call of has() without a field at position 1'],
  ['has(---1.c)', 'has a call of has() without a field at position 1'],
  ['--9223372036854775808', 'has a literal without a value at position 3'],
  ['x.all(y.z, y)', 'has a call of all() whose first argument is not a name at its end'],
  ['x.filter(__result__, y)', 'has the reserved name "__result__" at its end'],
  ['"\\q"', 'has an unexpected character at position 1'],
  ['"a\nb"', 'has an unexpected character at position 1'],
  ['"\\ud800"', 'has a literal without a value at position 1'],
  ['"\\U00110000"', 'has a literal without a value at position 1'],
  ['b"\\u0041"', 'has a literal without a value at position 1'],
  ['9223372036854775808', 'has a literal without a value at position 1'],
  ['18446744073709551616u', 'has a literal without a value at position 1'],
  ['1e999', 'has a literal without a value at position 1'],
  ['{a}', 'has no ":" at position 3'],
  ['M{1: 2}', 'has no field name at position 3'],
  ['[a, , b]', 'has unexpected text at position 5'],
  ['a.`b c`()', 'has unexpected text after its end at position 8'],
])('%j is not an expression: it %s', (text, fault) => {
  expect(celSyntaxFault(text)).toBe(fault);
});

test('an expression that is nested too deep or is too long is refused quickly', () => {
  expect(celSyntaxFault(`${'('.repeat(240)}a${')'.repeat(240)}`)).toBeUndefined();
  expect(celSyntaxFault('('.repeat(50_000))).toBe('is nested more than 250 levels deep');
  expect(celSyntaxFault('a'.repeat(100_001))).toBe('is longer than 100000 characters');
});
