namespace CniOperator.Kubernetes.Cel;

/// <summary>Turns calls that are macros into their own nodes; everything else stays a call.</summary>
internal static class CelMacros
{
    internal static CelNode Function(string text, string name, List<CelNode> arguments, int offset)
    {
        if (name != "has" || arguments.Count != 1)
            return new CelCall(name, null, arguments, offset);
        return arguments[0] is CelSelect { IsTest: false, IsOptional: false } select
            ? select with
            {
                IsTest = true,
                Offset = offset,
            }
            : throw new CelCompileException(text, arguments[0].Offset, "invalid argument to has() macro");
    }

    internal static CelNode Method(string text, string name, CelNode target, List<CelNode> arguments, int offset)
    {
        switch (name, arguments.Count)
        {
            case ("all" or "exists" or "exists_one" or "existsOne" or "filter" or "map", 2):
                return new CelMacro(
                    name == "existsOne" ? "exists_one" : name,
                    target,
                    Variable(text, arguments[0]),
                    null,
                    arguments[1],
                    offset
                );
            case ("map", 3):
                return new CelMacro(name, target, Variable(text, arguments[0]), arguments[1], arguments[2], offset);
            case ("optMap" or "optFlatMap", 2):
                return new CelOptionalMap(target, Variable(text, arguments[0]), arguments[1], name == "optFlatMap", offset);
            default:
                return new CelCall(name, target, arguments, offset);
        }
    }

    private static string Variable(string text, CelNode node) =>
        node is CelIdentifier identifier
            ? identifier.Name
            : throw new CelCompileException(text, node.Offset, "argument must be a simple name");
}
