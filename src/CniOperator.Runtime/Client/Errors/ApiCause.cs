namespace CniOperator.Runtime.Client.Errors;

/// <summary>One cause out of a Status object's details.</summary>
/// <param name="Reason">The cause's type, such as <c>FieldValueInvalid</c> or <c>FieldManagerConflict</c>.</param>
/// <param name="Field">The field's path; empty when it is about no field.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ApiCause(string Reason, string Field, string Message);
