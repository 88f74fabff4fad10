namespace CniOperator.Core.Judgements;

/// <summary>Why an object is applied.</summary>
public enum ApplyCause
{
    /// <summary>It is not there yet.</summary>
    Create,

    /// <summary>It should be different than before.</summary>
    Update,

    /// <summary>Someone changed it.</summary>
    Repair,

    /// <summary>Someone deleted it, or took its labels away.</summary>
    Recreate,
}
