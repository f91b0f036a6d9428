using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Beckon.Accounts;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA512 and a salt each, as ASP.NET Core Identity stores them.</summary>
public sealed class Passwords : IDisposable
{
    // OWASP's Password Storage Cheat Sheet, for PBKDF2 with SHA-512.
    private const int Iterations = 210_000;

    private readonly PasswordHasher<Passwords> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // A tenth of a second of work each: a flood of sign-ins must leave processors for the events.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _nobody;

    public Passwords() => _nobody = new(() => _hasher.HashPassword(this, "nobody has this password"));

    public async Task<string> HashAsync(string password, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Task.Run(() => _hasher.HashPassword(this, password), ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Whether the password is the hash's. Without a hash it does the same work, so that the time taken does not tell which e-mails exist.</summary>
    public async Task<bool> MatchesAsync(string? hash, string password, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            var result = await Task.Run(() => _hasher.VerifyHashedPassword(this, hash ?? _nobody.Value, password), ct);
            return hash is not null && result != PasswordVerificationResult.Failed;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
