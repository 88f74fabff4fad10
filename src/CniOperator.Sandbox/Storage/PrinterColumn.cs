namespace CniOperator.Sandbox.Storage;

/// <summary>A column that <c>kubectl get</c> shows for a custom resource.</summary>
internal sealed record PrinterColumn(string Name, string Type, string Format, string Description, int Priority, string JsonPath);
