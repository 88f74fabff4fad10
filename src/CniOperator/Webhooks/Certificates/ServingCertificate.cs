using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CniOperator.Webhooks.Certificates;

/// <summary>The certificate that new connections get. Exchanged while connections go on; those keep the one they began with.</summary>
internal sealed class ServingCertificate
{
    private volatile SslStreamCertificateContext? _context;

    /// <summary>The certificate; <c>null</c> while there is none, when no connection can be made.</summary>
    internal SslStreamCertificateContext? Context => _context;

    /// <summary>When it ends; <c>null</c> while there is none.</summary>
    internal DateTimeOffset? End => _context?.TargetCertificate.NotAfter;

    /// <summary>Takes another certificate.</summary>
    /// <param name="certificate">With its key. Not disposed of: connections may still use the one before.</param>
    /// <param name="others">Intermediate certificates that clients need.</param>
    /// <returns>Whether it is another one.</returns>
    internal bool Use(X509Certificate2 certificate, X509Certificate2Collection others)
    {
        if (_context?.TargetCertificate.RawData.AsSpan().SequenceEqual(certificate.RawData) == true)
            return false;
        _context = SslStreamCertificateContext.Create(certificate, others, offline: true);
        return true;
    }
}
