namespace CniOperator.Sandbox.Tables;

internal static class WorkloadTables
{
    internal static IReadOnlyList<Column>? For(string resource) => resource.Length == 0 ? [] : null;
}
