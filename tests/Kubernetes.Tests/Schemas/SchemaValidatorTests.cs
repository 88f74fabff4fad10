using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Kubernetes.Tests.Schemas;

public class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "5", """spec.x: Invalid value: "integer": spec.x in body must be of type string: "integer" """)]
    [InlineData("""{"type":"string"}""", "1.5", """spec.x: Invalid value: "number": spec.x in body must be of type string: "number" """)]
    [InlineData(
        """{"type":"integer"}""",
        "\"a\"",
        """spec.x: Invalid value: "string": spec.x in body must be of type integer: "string" """
    )]
    [InlineData("""{"type":"object"}""", "[]", """spec.x: Invalid value: "array": spec.x in body must be of type object: "array" """)]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", """spec.x: Unsupported value: "c": supported values: "a", "b" """)]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"", "spec.x: Too long: may not be more than 2 bytes")]
    [InlineData(
        """{"type":"string","minLength":2}""",
        "\"a\"",
        """spec.x: Invalid value: "a": spec.x in body should be at least 2 chars long"""
    )]
    [InlineData(
        """{"type":"string","pattern":"^a+$"}""",
        "\"a\\n\"",
        """spec.x: Invalid value: "a\n": spec.x in body should match '^a+$'"""
    )]
    [InlineData("""{"type":"integer","minimum":3}""", "2", "spec.x: Invalid value: 2: spec.x in body should be greater than or equal to 3")]
    [InlineData(
        """{"type":"integer","maximum":3,"exclusiveMaximum":true}""",
        "3",
        "spec.x: Invalid value: 3: spec.x in body should be less than 3"
    )]
    [InlineData("""{"type":"integer","multipleOf":4}""", "6", "spec.x: Invalid value: 6: spec.x in body should be a multiple of 4")]
    [InlineData(
        """{"type":"integer","format":"int32"}""",
        "3000000000",
        """<nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec.x"""
    )]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":1}""", "[1,2]", "spec.x: Too many: 2: must have at most 1 item")]
    [InlineData(
        """{"type":"array","items":{"type":"integer"},"minItems":1}""",
        "[]",
        "spec.x: Invalid value: 0: spec.x in body should have at least 1 items"
    )]
    [InlineData("""{"type":"object","required":["y"]}""", "{}", "spec.x.y: Required value")]
    [InlineData(
        """{"type":"string","format":"ipv4"}""",
        "\"1.2.3\"",
        """spec.x: Invalid value: "1.2.3": spec.x in body must be of type ipv4: "1.2.3" """
    )]
    [InlineData(
        """{"type":"string","format":"cidr"}""",
        "\"1.2.3.4/33\"",
        """spec.x: Invalid value: "1.2.3.4/33": spec.x in body must be of type cidr: "1.2.3.4/33" """
    )]
    [InlineData(
        """{"x-kubernetes-int-or-string":true}""",
        "true",
        """spec.x: Invalid value: "boolean": spec.x in body must be of type integer,string: "boolean" """
    )]
    [InlineData(
        """{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}""",
        """["a","b","a"]""",
        """spec.x[2]: Duplicate value: "a" """
    )]
    [InlineData(
        """{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n"],"items":{"type":"object","properties":{"n":{"type":"string"}}}}""",
        """[{"n":"a"},{"n":"a"}]""",
        """spec.x[1]: Duplicate value: {"n":"a"}"""
    )]
    [InlineData(
        """{"type":"integer","not":{"enum":[3]}}""",
        "3",
        """<nil>: Invalid value: "": "spec.x" must not validate the schema (not)"""
    )]
    [InlineData(
        """{"type":"integer","x-kubernetes-validations":[{"rule":"self > 3"}]}""",
        "2",
        "spec.x: Invalid value: 2: failed rule: self > 3"
    )]
    [InlineData(
        """{"type":"integer","x-kubernetes-validations":[{"rule":"self > 3","messageExpression":"'got ' + string(self)"}]}""",
        "2",
        "spec.x: Invalid value: 2: got 2"
    )]
    [InlineData(
        """{"type":"object","properties":{"y":{"type":"integer"}},"x-kubernetes-validations":[{"rule":"has(self.y)","message":"y!","fieldPath":".y","reason":"FieldValueRequired"}]}""",
        "{}",
        "spec.x.y: Required value: y!"
    )]
    public void An_error_reads_as_the_api_server_writes_it(string schema, string value, string expected) =>
        Assert.Contains(expected.TrimEnd(), Errors(schema, value));

    [Fact]
    public void Rules_wait_until_the_shape_is_right() =>
        Assert.Equal(
            "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
            Errors("""{"type":"integer","x-kubernetes-validations":[{"rule":"self > 3"}]}""", "\"a\"")[^1]
        );

    [Theory]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"80%\"")]
    [InlineData("""{"type":"string","format":"made-up"}""", "\"x\"")]
    [InlineData("""{"type":"string","anyOf":[{"pattern":"^a"},{"pattern":"^b"}]}""", "\"bc\"")]
    [InlineData("""{"type":"string","format":"ipv6"}""", "\"fd00::1\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-02T03:04:05Z\"")]
    [InlineData("""{"type":"string","format":"duration"}""", "\"1h30m\"")]
    public void A_good_value_has_no_errors(string schema, string value) => Assert.Empty(Errors(schema, value));

    [Fact]
    public void What_an_update_leaves_alone_is_not_judged_again()
    {
        var schema = Schema("""{"type":"object","properties":{"a":{"type":"string","maxLength":1},"b":{"type":"string"}}}""");
        Assert.Empty(
            SchemaValidator.Validate(schema, JsonNode.Parse("""{"a":"long","b":"2"}"""), JsonNode.Parse("""{"a":"long","b":"1"}"""))
        );
        Assert.Single(SchemaValidator.Validate(schema, JsonNode.Parse("""{"a":"longer"}"""), JsonNode.Parse("""{"a":"long"}""")));
    }

    [Fact]
    public void A_transition_rule_runs_on_updates_only()
    {
        var schema = Schema("""{"type":"integer","x-kubernetes-validations":[{"rule":"self >= oldSelf","message":"only up"}]}""");
        Assert.Empty(SchemaValidator.Validate(schema, 1));
        Assert.Empty(SchemaValidator.Validate(schema, 2, 1));
        Assert.Single(SchemaValidator.Validate(schema, 1, 2));
    }

    [Theory]
    [InlineData(
        """{"type":"object","properties":{"a":{}}}""",
        "s.properties[a].type: Required value: must not be empty for specified object fields"
    )]
    [InlineData(
        """{"type":"object","properties":{"metadata":{"type":"object","description":"x"}}}""",
        "s.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified"
    )]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array"}}}""", "s.properties[a].items: Required value: must be specified")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","default":5}}}""",
        "s.properties[a].default: Invalid value: \"integer\": s.properties[a].default in body must be of type string: \"integer\""
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":{"type":"string"}}}}""",
        "s.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive"
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}}}""",
        "s.properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","anyOf":[{"type":"string"}]}}}""",
        "s.properties[a].anyOf[0].type: Forbidden: must be empty to be structural"
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","uniqueItems":true,"items":{"type":"string"}}}}""",
        "s.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
    )]
    public void A_schema_that_is_not_well_formed_is_refused(string schema, string expected) =>
        Assert.Contains(expected, SchemaChecker.Check(Schema(schema), "s").Select(e => e.ToString()));

    [Fact]
    public void A_rule_that_does_not_compile_is_refused() =>
        Assert.Contains(
            "undefined field 'b'",
            Assert
                .Single(
                    SchemaChecker.Check(
                        Schema(
                            """{"type":"object","properties":{"a":{"type":"string"}},"x-kubernetes-validations":[{"rule":"self.b == ''"}]}"""
                        )
                    )
                )
                .Detail,
            StringComparison.Ordinal
        );

    private static StructuralSchema Schema(string json) => StructuralSchema.Parse(JsonNode.Parse(json)!.AsObject());

    private static List<string> Errors(string schema, string value) =>
        [.. SchemaValidator.Validate(Schema(schema), JsonNode.Parse(value), path: "spec.x").Select(e => e.ToString())];
}
