namespace CniOperator.Core.Api;

/// <summary>A finding as status shows it.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity"><c>Info</c>, <c>Warning</c> or <c>Error</c>.</param>
/// <param name="Subject">A field path or an object.</param>
/// <param name="Message">What is wrong and why.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Acknowledged">Accepted through <c>spec.acknowledge</c>.</param>
public sealed record FindingStatus(string Rule, string Severity, string Subject, string Message, string Fix, bool Acknowledged);
