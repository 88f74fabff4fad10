using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>An effect that a rendered object is to have.</summary>
/// <param name="Key">The object.</param>
/// <param name="Effect">What the dataplane makes of it.</param>
/// <param name="Restarted">The DaemonSet whose pods are restarted where it stays away; <c>null</c> for none.</param>
public sealed record ExpectedEffect(ObjectKey Key, AddonEffect Effect, ObjectKey? Restarted);
