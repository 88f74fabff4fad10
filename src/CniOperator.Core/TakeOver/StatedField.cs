namespace CniOperator.Core.TakeOver;

/// <summary>What an object states of a field.</summary>
/// <param name="Stated">The object states it.</param>
/// <param name="Value">The value to compare; the default where none is stated.</param>
/// <param name="Shown">The value as people may see it.</param>
/// <param name="Problem">Why it cannot be read; <c>null</c> when it can.</param>
internal sealed record StatedField(bool Stated, string Value, string Shown, string? Problem);
