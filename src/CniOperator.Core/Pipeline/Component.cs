using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Pipeline;

/// <summary>One part of what a spec asks for: an addon, rendered, with its own workloads to roll out. It is for every node.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Addon">The addon.</param>
/// <param name="Rendering">Its objects, and what is known of them.</param>
public sealed record Component(ComponentRole Role, Addon Addon, RenderResult Rendering);
