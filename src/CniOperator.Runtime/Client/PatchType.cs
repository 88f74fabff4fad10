namespace CniOperator.Runtime.Client;

/// <summary>Kinds of patch besides server-side apply.</summary>
public enum PatchType
{
    /// <summary>JSON merge patch, RFC 7396.</summary>
    Merge,

    /// <summary>JSON patch, RFC 6902.</summary>
    Json,
}
