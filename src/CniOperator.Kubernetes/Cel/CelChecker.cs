using System.Collections.Immutable;

namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// Gives every node a type and refuses what the API server refuses when a CRD is created: unknown names, fields that the schema does not
/// state, calls that no function takes.
/// </summary>
internal sealed class CelChecker(string text)
{
    internal const string TypeNames = "bool int uint double string bytes list map null_type type optional_type";

    internal bool UsesOldSelf { get; private set; }

    /// <exception cref="CelCompileException">The expression does not fit.</exception>
    internal CelType Check(CelNode node, ImmutableDictionary<string, CelType> scope) =>
        node switch
        {
            CelLiteral literal => OfLiteral(literal.Value),
            CelIdentifier identifier => Identifier(identifier, scope),
            CelSelect select => Select(select, scope),
            CelIndex index => Index(index, scope),
            CelCall call => Call(call, scope),
            CelListLiteral list => CelType.List(Join(list.Entries.Select(e => Unwrap(Check(e.Value, scope), e.IsOptional)))),
            CelMapLiteral map => CelType.Map(
                Join(map.Entries.Select(e => Check(e.Key, scope))),
                Join(map.Entries.Select(e => Unwrap(Check(e.Value, scope), e.IsOptional)))
            ),
            CelMacro macro => Macro(macro, scope),
            CelOptionalMap map => OptionalMap(map, scope),
            _ => throw new CelCompileException(text, node.Offset, "unsupported expression"),
        };

    private static CelType OfLiteral(object? value) =>
        value switch
        {
            null => CelType.Null,
            bool => CelType.Bool,
            long => CelType.Int,
            ulong => CelType.Uint,
            double => CelType.Double,
            string => CelType.String,
            _ => CelType.Bytes,
        };

    private static CelType Unwrap(CelType type, bool isOptional) => isOptional ? type.Element ?? CelType.Dyn : type;

    private static CelType Join(IEnumerable<CelType> types)
    {
        CelType? joined = null;
        foreach (var type in types)
            joined = joined is null || CelTypes.Fits(joined, type) ? joined ?? type : CelType.Dyn;
        return joined ?? CelType.Dyn;
    }

    private CelType Identifier(CelIdentifier identifier, ImmutableDictionary<string, CelType> scope)
    {
        if (identifier.Name == "oldSelf")
            UsesOldSelf = true;
        if (scope.TryGetValue(identifier.Name, out var type))
            return type;
        return Array.IndexOf(TypeNames.Split(' '), identifier.Name) >= 0
            ? CelType.Type
            : throw new CelCompileException(text, identifier.Offset, $"undeclared reference to '{identifier.Name}' (in container '')");
    }

    private CelType Select(CelSelect select, ImmutableDictionary<string, CelType> scope)
    {
        var operand = Check(select.Operand, scope);
        var wasOptional = operand.Kind == "optional_type";
        var field = FieldType(wasOptional ? operand.Element! : operand, select);
        if (select.IsTest)
            return CelType.Bool;
        return wasOptional || select.IsOptional ? CelType.Optional(field) : field;
    }

    private CelType FieldType(CelType operand, CelSelect select)
    {
        switch (operand.Kind)
        {
            case "dyn":
                return CelType.Dyn;
            case "map" when operand.Key!.Kind is "string" or "dyn":
                return operand.Element!;
            case "object":
                var schema = CelType.FieldSchema(operand.Schema!, CelNames.Unescape(select.Field));
                return schema is not null && CelType.Of(schema) is { } type
                    ? type
                    : throw new CelCompileException(text, select.Offset, $"undefined field '{select.Field}'");
            default:
                throw new CelCompileException(text, select.Offset, $"type '{operand}' does not support field selection");
        }
    }

    private CelType Index(CelIndex index, ImmutableDictionary<string, CelType> scope)
    {
        var operand = Check(index.Operand, scope);
        var key = Check(index.Key, scope);
        var wasOptional = operand.Kind == "optional_type";
        if (wasOptional)
            operand = operand.Element!;
        var wanted = operand.Kind switch
        {
            "list" => CelType.Int,
            "map" => operand.Key!,
            "dyn" => CelType.Dyn,
            _ => null,
        };
        if (wanted is null || !CelTypes.Fits(wanted, key))
            throw new CelCompileException(text, index.Offset, $"found no matching overload for '_[_]' applied to '({operand}, {key})'");
        var element = operand.Element ?? CelType.Dyn;
        return wasOptional || index.IsOptional ? CelType.Optional(element) : element;
    }

    private CelType Call(CelCall call, ImmutableDictionary<string, CelType> scope)
    {
        // optional.of(x) reads as a method of a variable "optional"; it is a function with a dotted name.
        var isOptional = call.Target is CelIdentifier { Name: "optional" } && !scope.ContainsKey("optional");
        var name = isOptional ? $"optional.{call.Name}" : call.Name;
        if (!CelSignatures.IsKnown(name))
            throw new CelCompileException(text, call.Offset, $"undeclared reference to '{name}' (in container '')");
        var target = isOptional || call.Target is null ? null : Check(call.Target, scope);
        var arguments = call.Arguments.Select(a => Check(a, scope)).ToList();
        if (CelSignatures.Resolve(name, target, arguments) is { } result)
            return result;
        var shown = string.Join(", ", arguments);
        throw new CelCompileException(
            text,
            call.Offset,
            $"found no matching overload for '{name}' applied to '{(target is null ? $"({shown})" : $"{target}.({shown})")}'"
        );
    }

    private CelType Macro(CelMacro macro, ImmutableDictionary<string, CelType> scope)
    {
        var range = Check(macro.Range, scope);
        var element = range.Kind switch
        {
            "list" => range.Element!,
            "map" => range.Key!,
            "dyn" => CelType.Dyn,
            _ => null,
        }
            ?? throw new CelCompileException(
                text,
                macro.Range.Offset,
                $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)"
            );
        var inner = scope.SetItem(macro.Variable, element);
        if (macro.Filter is { } filter)
            MustBeBool(filter, inner);
        if (macro.Name == "map")
            return CelType.List(Check(macro.Body, inner));
        MustBeBool(macro.Body, inner);
        return macro.Name == "filter" ? CelType.List(element) : CelType.Bool;
    }

    private void MustBeBool(CelNode node, ImmutableDictionary<string, CelType> scope)
    {
        var type = Check(node, scope);
        if (!CelTypes.Fits(CelType.Bool, type))
            throw new CelCompileException(text, node.Offset, $"expected type 'bool' but found '{type}'");
    }

    private CelType OptionalMap(CelOptionalMap map, ImmutableDictionary<string, CelType> scope)
    {
        var operand = Check(map.Operand, scope);
        if (operand.Kind is not ("optional_type" or "dyn"))
            throw new CelCompileException(
                text,
                map.Offset,
                $"found no matching overload for '{(map.IsFlat ? "optFlatMap" : "optMap")}' applied to '{operand}'"
            );
        var body = Check(map.Body, scope.SetItem(map.Variable, operand.Element ?? CelType.Dyn));
        return map.IsFlat ? body : CelType.Optional(body);
    }
}
