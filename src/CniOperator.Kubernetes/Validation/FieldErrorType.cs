namespace CniOperator.Kubernetes.Validation;

/// <summary>Kubernetes' kinds of field errors (<c>k8s.io/apimachinery/pkg/util/validation/field</c>).</summary>
public enum FieldErrorType
{
    /// <summary>A value is missing.</summary>
    Required,

    /// <summary>A value is malformed or out of range.</summary>
    Invalid,

    /// <summary>A value is not one of an enumeration.</summary>
    NotSupported,

    /// <summary>A value is of another type.</summary>
    TypeInvalid,

    /// <summary>A value is too long.</summary>
    TooLong,

    /// <summary>A list or map has too many entries.</summary>
    TooMany,

    /// <summary>A value is well formed, but not allowed here.</summary>
    Forbidden,

    /// <summary>A value occurs twice where it may occur once.</summary>
    Duplicate,

    /// <summary>A value names something that does not exist.</summary>
    NotFound,
}
