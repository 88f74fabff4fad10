namespace CniOperator.Kubernetes.Apply;

/// <summary>One field that an apply would change although another manager owns it.</summary>
/// <param name="Manager">The other manager's name.</param>
/// <param name="Path">The field: <c>.spec.template.spec.containers[name="x"].image</c>.</param>
/// <param name="Description">The other manager as the API server describes it: <c>"kubectl-edit" using apps/v1</c>.</param>
public sealed record ApplyConflict(string Manager, string Path, string Description)
{
    /// <summary>
    /// What an API status puts into <c>details.causes[].message</c>; the path goes into <c>field</c>, the reason is
    /// <c>FieldManagerConflict</c>.
    /// </summary>
    public string CauseMessage => $"conflict with {Description}";
}
