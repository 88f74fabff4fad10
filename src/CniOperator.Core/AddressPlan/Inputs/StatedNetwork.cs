using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>A network as the spec states it, readable or not.</summary>
/// <param name="Subject">The field: <c>spec.podNetwork.cidrs[0]</c>.</param>
/// <param name="Text">What was written.</param>
/// <param name="Parsed">The result of reading it.</param>
public sealed record StatedNetwork(FieldSubject Subject, string Text, ParsedCidr Parsed);
