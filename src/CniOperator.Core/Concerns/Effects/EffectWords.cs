namespace CniOperator.Core.Concerns.Effects;

/// <summary>Says which effect is missing where, what that means and what happens next.</summary>
internal static class EffectWords
{
    private const int Named = 5;

    internal static string Of(MissingEffect missing) =>
        $"{missing.Object} is applied, and the dataplane has not acted on it on {Nodes(missing)}: "
        + $"the annotation {missing.Effect.NodeAnnotation} is missing there, without which {missing.Effect.Meaning}; {Next(missing)}";

    /// <summary>The nodes, the first by name.</summary>
    internal static string Nodes(MissingEffect missing) =>
        string.Join(", ", missing.Nodes.Take(Named)) + (missing.Nodes.Count > Named ? $" and {missing.Nodes.Count - Named} more" : "");

    private static string Next(MissingEffect missing) =>
        missing.Hopeless ? $"{Tried(missing)} without success: {missing.Effect.Fix}"
        : !missing.Touchable
            ? $"the object was written again {missing.Touched} times without success, so {missing.Effect.Restarts} is restarted there, one node after the other"
        : $"it is due until {missing.DueAt:yyyy-MM-ddTHH:mm:ssZ}, then the object is written again"
            + (missing.Touched > 0 ? $" (for time {missing.Touched + 1} of {missing.Effect.Touches})" : "");

    private static string Tried(MissingEffect missing) =>
        $"the object was written again {missing.Touched} times" + (missing.Effect.Restarts is { } set ? $" and {set} was restarted" : "");
}
