namespace CniOperator.Runtime.Caching;

/// <summary>Classes of watch problems.</summary>
public enum WatchProblemType
{
    /// <summary>The server forbids the verb (403): RBAC lacks a rule.</summary>
    Forbidden,

    /// <summary>The server does not serve the resource (404): its CRD is not installed, or not in this version.</summary>
    NotServed,

    /// <summary>The server does not know who we are (401): the credentials expired or are wrong.</summary>
    Unauthorized,

    /// <summary>The server cannot be reached, or answers with errors.</summary>
    Unavailable,

    /// <summary>An object of the kind does not fit the type it is read as.</summary>
    Unreadable,
}
