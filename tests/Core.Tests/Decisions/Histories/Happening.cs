namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>Something that can happen in a <see cref="World"/> at any time; where it makes no sense, nothing happens.</summary>
/// <param name="Name">What happens, for the report of a property that fails.</param>
/// <param name="Do">Makes it happen; the number varies it.</param>
internal sealed record Happening(string Name, Action<World, int> Do);
