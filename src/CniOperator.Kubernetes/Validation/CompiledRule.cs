using CniOperator.Kubernetes.Cel;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>One rule: compiled, or why not.</summary>
internal sealed record CompiledRule(ValidationRule Source, CelRule? Rule, CelRule? MessageExpression, string? Error, string? MessageError)
{
    internal static CompiledRule Compile(ValidationRule source, StructuralSchema schema)
    {
        var (rule, error) = Try(source.Rule, schema, source.OptionalOldSelf, CelType.Bool);
        var (message, messageError) = source.MessageExpression is { } text
            ? Try(text, schema, source.OptionalOldSelf, CelType.String)
            : (null, null);
        return new CompiledRule(source, rule, message, error, messageError);
    }

    private static (CelRule? Rule, string? Error) Try(string text, StructuralSchema schema, bool optionalOldSelf, CelType result)
    {
        try
        {
            return (CelRule.Compile(text, schema, result, optionalOldSelf), null);
        }
        catch (CelCompileException e)
        {
            return (null, e.Message);
        }
    }
}
