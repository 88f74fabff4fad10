using System.Globalization;

namespace CniOperator.Kubernetes.Formats;

/// <summary>Times as Kubernetes writes them into objects.</summary>
public static class ApiTime
{
    /// <summary>As <c>metav1.Time</c>: RFC 3339 in UTC, whole seconds.</summary>
    public static string ToApiTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As <c>metav1.MicroTime</c>, which leases and events use: RFC 3339 in UTC with six digits after the point.</summary>
    public static string ToMicroTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
