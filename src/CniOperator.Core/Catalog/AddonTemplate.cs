namespace CniOperator.Core.Catalog;

/// <summary>One template of an addon; parsed once, when it is first rendered.</summary>
/// <param name="Path">Its file as error messages show it.</param>
/// <param name="Text">Its text.</param>
public sealed record AddonTemplate(string Path, Lazy<string> Text);
