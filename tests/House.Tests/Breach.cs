namespace CniOperator.House.Tests;

/// <summary>A place that breaks a rule.</summary>
/// <param name="File">Path from the repository's folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Entry">What the list of exceptions would call it.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record Breach(string File, int Line, string Entry, string Message);
