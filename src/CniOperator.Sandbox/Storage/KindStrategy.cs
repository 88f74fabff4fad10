using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Selectors;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Sandbox.Storage;

/// <summary>
/// What differs from kind to kind on the way into storage: Kubernetes' registry strategies. The base class suits most kinds.
/// </summary>
internal class KindStrategy
{
    /// <summary>The kind has <c>metadata.generation</c>, which counts changes of what is desired.</summary>
    internal virtual bool HasGeneration => false;

    /// <summary>A replace need not state a resourceVersion.</summary>
    internal virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>A replace of an object that does not exist creates it.</summary>
    internal virtual bool AllowsCreateOnUpdate => false;

    /// <summary>A delete answers with the object instead of a Status.</summary>
    internal virtual bool ReturnsDeleted => false;

    /// <summary>A status write may change metadata too: true for built-in kinds, false for custom resources.</summary>
    internal virtual bool StatusWritesMetadata => true;

    /// <summary>What is wrong with a name; <c>null</c> when nothing is.</summary>
    internal virtual string? NameProblem(string name) => NameRules.Subdomain(name).FirstOrDefault();

    /// <summary>The spec changes only through a subresource: namespaces.</summary>
    internal virtual bool KeepsSpec => false;

    /// <summary>Fills in what an object leaves out, before its fields get their owners. Changes nothing the second time.</summary>
    internal virtual void Default(ServedVersion version, JsonObject obj) { }

    /// <summary>True when a create keeps the status that it states.</summary>
    internal virtual bool CreatesWithStatus => false;

    /// <summary>
    /// Sets what the server itself decides and no manager owns: default status, addresses. Called after defaulting, before validation.
    /// </summary>
    internal virtual void PrepareForCreate(IRegistry state, JsonObject obj) { }

    /// <summary>Carries over what a change must not touch. Called before validation, for the object itself and its subresources.</summary>
    internal virtual void PrepareForUpdate(IRegistry state, JsonObject obj, JsonObject old) { }

    /// <summary>Adds what is wrong beyond the schema.</summary>
    internal virtual void Validate(IRegistry state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors) { }

    /// <summary>What desired state is: everything but metadata and status, whose change bumps the generation.</summary>
    internal virtual bool DesiredChanged(JsonObject obj, JsonObject old, bool hasStatus) => !Generation.SameDesired(obj, old, hasStatus);

    /// <summary>What a write of the object itself, not through a subresource, must leave alone; <c>null</c> when it does.</summary>
    internal virtual FieldError? Frozen(JsonObject obj, JsonObject old) => null;

    /// <summary>Why an object may never be deleted; <c>null</c> when it may.</summary>
    internal virtual string? DeletionProblem(JsonObject obj) => null;

    /// <summary>How long a deleted object stays, in seconds; 0 for kinds without graceful deletion.</summary>
    internal virtual long GracePeriod(JsonObject obj, long? requested) => 0;

    /// <summary>Puts what deletion changes besides <c>deletionTimestamp</c>.</summary>
    internal virtual void MarkDeleting(IRegistry state, JsonObject obj) { }

    /// <summary>True when something other than metadata finalizers still holds a deleted object.</summary>
    internal virtual bool HeldBack(IRegistry state, JsonObject obj) => false;

    /// <summary>Fields that selectors may use besides metadata.name and metadata.namespace.</summary>
    internal virtual IReadOnlyList<string> SelectableFields => [];

    /// <summary>The value of a selectable field; empty when absent.</summary>
    internal virtual string FieldValue(JsonObject obj, string field) => FieldSelector.ValueAt(obj, field);

    /// <summary>Called under the lock when a change has been committed (not for dry runs).</summary>
    internal virtual void Committed(IRegistry state, JsonObject? old, JsonObject? current) { }
}
