using CniOperator.Core.Catalog;
using CniOperator.Core.Concerns.Effects;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>An object that is to be written, and waits, because its owner would lose a change that follows another so soon.</summary>
/// <param name="Key">The object.</param>
/// <param name="Since">Since when it is seen to be away or changed; <c>null</c> when it waits after a write of our own.</param>
/// <param name="Until">When it is written.</param>
/// <param name="Pause">Who needs the time.</param>
internal sealed record RestingObject(ObjectKey Key, DateTimeOffset? Since, DateTimeOffset Until, AddonPause Pause)
{
    /// <summary>The rest that a step has to wait for; <c>null</c> when it may be taken now.</summary>
    internal static RestingObject? Before(ApplyStep step, Situation s)
    {
        var facts = s.Facts;
        if (s.Desired.Addon?.Pauses.FirstOrDefault(p => p.Of == step.Key.Kind) is not { } pause)
            return null;
        DateTimeOffset? since =
            facts.Memory.Resting.TryGetValue(step.Key, out var before) ? before
            : step.Repairs ? facts.Now
            : null;
        var written = facts.Live.GetValueOrDefault(step.Key) is { } live ? EffectReader.WrittenAt(live) : DateTimeOffset.MinValue;
        var last = since > written ? since.Value : written;
        var until = last == DateTimeOffset.MinValue ? last : last + TimeSpan.FromSeconds(pause.Seconds);
        return until > facts.Now ? new RestingObject(step.Key, since, until, pause) : null;
    }
}
