using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Cel;
using CniOperator.Kubernetes.Schemas;
using CsCheck;

namespace CniOperator.Kubernetes.Tests.Cel;

public class CelRuleTests
{
    private static readonly StructuralSchema Schema = StructuralSchema.Parse(
        JsonNode
            .Parse(
                """
                {"type":"object","properties":{
                  "i":{"type":"integer"},"j":{"type":"integer"},"d":{"type":"number"},"s":{"type":"string"},"b":{"type":"boolean"},
                  "list":{"type":"array","items":{"type":"string"}},"nums":{"type":"array","items":{"type":"integer"}},
                  "map":{"type":"object","additionalProperties":{"type":"string"}},
                  "open":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
                  "port":{"x-kubernetes-int-or-string":true},
                  "a-b":{"type":"integer"},"namespace":{"type":"string"},
                  "items":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"n":{"type":"integer"}}}}}}
                """
            )!
            .AsObject()
    );

    private static readonly JsonNode Self = JsonNode.Parse(
        """
        {"i":7,"j":2,"d":1.5,"s":"Grüße, Welt","b":true,"list":["a","b","c"],"nums":[3,1,2],"map":{"k":"v"},"open":{"x":1},"port":"80%",
         "a-b":5,"namespace":"ns","items":[{"name":"x","n":1},{"name":"y","n":2}]}
        """
    )!;

    [Theory]
    [InlineData("self.i == 7 && self.j != 7")]
    [InlineData("self.i / self.j == 3 && self.i % self.j == 1 && -self.i / 2 == -3")]
    [InlineData("self.d * 2.0 == 3.0 && self.i > self.d")]
    [InlineData("1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 10 - 2 - 3 == 5")]
    [InlineData("self.s.size() == 11 && size(self.s) == 11")]
    [InlineData("self.s.startsWith('Gr') && self.s.endsWith(\"Welt\") && self.s.contains('üße')")]
    [InlineData("self.s.matches('^Gr.*t$') && !self.s.matches('^elt')")]
    [InlineData("'Ab'.lowerAscii() == 'ab' && 'Ab'.upperAscii() == 'AB' && ' x '.trim() == 'x'")]
    [InlineData("'a,b,c'.split(',') == self.list && self.list.join('-') == 'a-b-c' && 'a,b,c'.split(',', 2) == ['a', 'b,c']")]
    [InlineData(
        "'hello'.substring(1, 3) == 'el' && 'hello'.indexOf('l') == 2 && 'hello'.lastIndexOf('l') == 3 && 'hello'.charAt(4) == 'o'"
    )]
    [InlineData("'aaa'.replace('a', 'b', 2) == 'bba' && 'abc'.find('[b-c]+') == 'bc' && 'a1b2'.findAll('[0-9]') == ['1', '2']")]
    [InlineData("'b' in self.list && !('z' in self.list) && 'k' in self.map && self.map['k'] == 'v' && self.map.k == 'v'")]
    [InlineData("self.list.all(x, x.size() == 1) && self.list.exists(x, x == 'b') && self.list.exists_one(x, x == 'b')")]
    [InlineData(
        "self.list.map(x, x + '!') == ['a!', 'b!', 'c!'] && self.nums.filter(n, n > 1).size() == 2 && self.nums.map(n, n > 1, n * 2) == [6, 4]"
    )]
    [InlineData("self.items.all(i, self.items.exists_one(k, k.name == i.name))")]
    [InlineData(
        "self.nums.sum() == 6 && self.nums.min() == 1 && self.nums.max() == 3 && !self.nums.isSorted() && self.nums.indexOf(1) == 1"
    )]
    [InlineData("has(self.s) && has(self.open) && !has(self.map.zzz)")]
    [InlineData("self.map.all(k, k == 'k')")]
    [InlineData("(self.b ? 'x' : 'y') == 'x'")]
    [InlineData("type(self.port) == string && string(self.port) == '80%'")]
    [InlineData("self.a__dash__b == 5 && self.__namespace__ == 'ns'")]
    [InlineData("int('12') == 12 && string(12) == '12' && double('1.5') == 1.5 && uint(3) == 3u && bool('true') && bytes('a') == b'a'")]
    [InlineData("timestamp('2026-01-02T03:04:05Z') < timestamp('2027-01-01T00:00:00Z') && duration('1h30m') > duration('1h')")]
    [InlineData("self.?s.orValue('z') == self.s && self.map[?'zzz'].orValue('none') == 'none' && !optional.none().hasValue()")]
    [InlineData("self.map[?'k'].optMap(v, v + '!').orValue('') == 'v!'")]
    [InlineData("false && 1 / 0 == 1 || true")]
    [InlineData("(1 / 0 == 1) || true")]
    [InlineData("{'a': 1}['a'] == 1 && [1, 2][1] == 2 && [1, 2] + [3] == [1, 2, 3]")]
    [InlineData("r'\\d' == '\\\\d' && 'tab\\t' == \"tab\\u0009\" && '''a'b''' == 'a\\'b'")]
    [InlineData("0x10 == 16 && 1e2 == 100.0 && 5u > 2u")]
    public void A_rule_that_holds(string rule) => Assert.True(CelRule.Compile(rule, Schema).Evaluate(Self), rule);

    [Theory]
    [InlineData("self.zzz == 1", "1:5: undefined field 'zzz'\n | self.zzz == 1\n | ....^")]
    [InlineData("self.open.x == 1", "1:10: undefined field 'x'")]
    [InlineData("foo(1)", "undeclared reference to 'foo'")]
    [InlineData("self.s.frobnicate()", "undeclared reference to 'frobnicate'")]
    [InlineData("other.s == ''", "1:1: undeclared reference to 'other'")]
    [InlineData("self.i + self.s == 1", "found no matching overload for '_+_' applied to '(int, string)'")]
    [InlineData("self.i == self.s", "found no matching overload for '_==_' applied to '(int, string)'")]
    [InlineData("self.i", "must evaluate to a bool")]
    [InlineData("self.i ==", "Syntax error: mismatched input '<EOF>'")]
    [InlineData("self.i == 'x", "Syntax error: token recognition error")]
    [InlineData("self.i.all(x, true)", "cannot be range of a comprehension")]
    [InlineData("has(self)", "invalid argument to has() macro")]
    [InlineData("isURL(self.s) || true", "undeclared reference to 'isURL'")]
    public void A_rule_that_does_not_fit_the_schema_is_refused_with_its_place(string rule, string message) =>
        Assert.Contains(message, Assert.Throws<CelCompileException>(() => CelRule.Compile(rule, Schema)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1 / (self.i - 7) == 1", "division by zero")]
    [InlineData("self.map['zzz'] == ''", "no such key: zzz")]
    [InlineData("self.list[9] == ''", "index out of bounds: 9")]
    [InlineData("9223372036854775807 + self.i > 0", "integer overflow")]
    [InlineData("self.port > 5", "no such overload")]
    public void A_rule_without_an_answer_says_why(string rule, string message) =>
        Assert.Equal(message, Assert.Throws<CelEvaluationException>(() => CelRule.Compile(rule, Schema).Evaluate(Self)).Message);

    [Fact]
    public void Evaluation_is_bounded()
    {
        var rule = CelRule.Compile("self.nums.all(a, self.nums.all(b, self.nums.all(c, self.nums.all(d, a + b + c + d >= 0))))", Schema);
        var big = new JsonObject { ["nums"] = new JsonArray([.. Enumerable.Range(0, 200).Select(i => (JsonNode)i)]) };
        Assert.True(Assert.Throws<CelEvaluationException>(() => rule.Evaluate(big)).IsBudget);
    }

    [Fact]
    public void Nesting_is_bounded() => Assert.Throws<CelCompileException>(() => CelRule.Compile(new string('(', 5000) + "true", Schema));

    [Fact]
    public void Integer_arithmetic_agrees_with_Int128_or_overflows() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 2])
            .Check(
                (a, b, op) =>
                {
                    Int128 expected = op switch
                    {
                        0 => (Int128)a + b,
                        1 => (Int128)a - b,
                        _ => (Int128)a * b,
                    };
                    var rule = CelRule.Compile(
                        $"self.i {"+-*"[op]} self.j == {(expected >= long.MinValue && expected <= long.MaxValue ? expected : 0)}",
                        Schema
                    );
                    var self = new JsonObject { ["i"] = a, ["j"] = b };
                    try
                    {
                        return rule.Evaluate(self);
                    }
                    catch (CelEvaluationException e)
                    {
                        return e.Message == "integer overflow" && (expected < long.MinValue || expected > long.MaxValue);
                    }
                }
            );

    [Theory]
    [InlineData("'\\x-1'")]
    [InlineData("'\\u+123'")]
    [InlineData("'\\")]
    [InlineData("'\\8'")]
    public void An_escape_that_is_none_is_refused(string text) => Assert.Throws<CelCompileException>(() => CelRule.Compile(text, Schema));

    [Fact]
    public void No_text_crashes_the_compiler() =>
        Gen.String[Gen.Char["self.i+-*/%()[]{}'\"\\,:?!=<>&| 019ux_"], 0, 40]
            .Check(
                text =>
                {
                    try
                    {
                        _ = CelRule.Compile(text, Schema);
                    }
                    catch (CelCompileException e)
                    {
                        Assert.True(e.Line >= 1 && e.Column >= 1);
                    }
                },
                iter: 2000
            );
}
