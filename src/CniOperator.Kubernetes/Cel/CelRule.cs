using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// A compiled CEL expression of a CRD: the language and libraries that Kubernetes 1.29 offers to <c>x-kubernetes-validations</c>
/// (KEP-2876), type-checked against the schema of <c>self</c>. Immutable; evaluation is bounded.
/// </summary>
public sealed class CelRule
{
    private readonly CelNode _root;
    private readonly StructuralSchema _schema;
    private readonly bool _optionalOldSelf;

    private CelRule(CelNode root, StructuralSchema schema, bool usesOldSelf, bool optionalOldSelf) =>
        (_root, _schema, UsesOldSelf, _optionalOldSelf) = (root, schema, usesOldSelf, optionalOldSelf);

    /// <summary>The rule uses <c>oldSelf</c>: it is a transition rule and runs on updates only, unless that is optional.</summary>
    public bool UsesOldSelf { get; }

    /// <summary>Compiles a rule, which must give a bool.</summary>
    /// <param name="rule">The expression.</param>
    /// <param name="self">The schema of <c>self</c>.</param>
    /// <param name="optionalOldSelf">
    /// <c>oldSelf</c> is an optional, and the rule runs on creation too (<c>optionalOldSelf: true</c>).
    /// </param>
    /// <exception cref="CelCompileException">It does not parse, names an unknown function, variable or field, or gives no bool.</exception>
    public static CelRule Compile(string rule, StructuralSchema self, bool optionalOldSelf = false) =>
        Compile(rule, self, CelType.Bool, optionalOldSelf);

    internal static CelRule Compile(string rule, StructuralSchema self, CelType result, bool optionalOldSelf)
    {
        var selfType = CelType.Of(self) ?? throw new CelCompileException("rules need a schema with a type");
        var scope = ImmutableDictionary
            .Create<string, CelType>(StringComparer.Ordinal)
            .Add("self", selfType)
            .Add("oldSelf", optionalOldSelf ? CelType.Optional(selfType) : selfType);
        var root = CelParser.Parse(rule);
        var checker = new CelChecker(rule);
        var type = checker.Check(root, scope);
        if (!CelTypes.Fits(result, type))
            throw new CelCompileException($"must evaluate to a {result}");
        return new CelRule(root, self, checker.UsesOldSelf, optionalOldSelf);
    }

    /// <summary>Whether the rule holds.</summary>
    /// <param name="self">The value.</param>
    /// <param name="oldSelf">The value before an update; <c>null</c> for none.</param>
    /// <exception cref="CelEvaluationException">
    /// There is no answer for this value (a missing key, an overflow), or it takes too long.
    /// </exception>
    public bool Evaluate(JsonNode? self, JsonNode? oldSelf = null) => Evaluate(self, oldSelf, new CelBudget(CelBudget.PerExpression));

    internal bool Evaluate(JsonNode? self, JsonNode? oldSelf, CelBudget budget) =>
        Run(self, oldSelf, budget) is bool answer ? answer : throw new CelEvaluationException("no such overload");

    internal string EvaluateText(JsonNode? self, JsonNode? oldSelf, CelBudget budget) =>
        Run(self, oldSelf, budget) as string ?? throw new CelEvaluationException("no such overload");

    private object? Run(JsonNode? self, JsonNode? oldSelf, CelBudget budget)
    {
        var old = oldSelf is null ? null : CelValues.From(oldSelf, _schema);
        var scope = new CelScope(
            "self",
            CelValues.From(self, _schema),
            new CelScope(
                "oldSelf",
                !_optionalOldSelf ? old
                    : oldSelf is null ? CelOptional.None
                    : CelOptional.Of(old),
                null
            )
        );
        return new CelEvaluator(budget).Evaluate(_root, scope);
    }
}
