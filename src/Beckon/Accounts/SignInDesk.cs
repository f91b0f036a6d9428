using System.Net;
using Beckon.Kernel;

namespace Beckon.Accounts;

/// <summary>Checks e-mail and password, slowly enough for guessers.</summary>
public sealed class SignInDesk(UserStore users, Passwords passwords, SignInLimit limit)
{
    public async Task<SignInAnswer> TryAsync(SignInRequest request, IPAddress? address, CancellationToken ct)
    {
        // A text that is no address has no account, yet is limited and takes as long as any other.
        var email = EmailAddress.Normalize(request.Email) ?? "";
        if (limit.Begin(email, address) is { } wait) return new(null, wait);
        var known = await users.FindSignInAsync(email, ct);
        var password = request.Password.Length <= PasswordRules.Longest ? request.Password : "";
        if (!await passwords.MatchesAsync(known?.PasswordHash, password, ct)) return default;
        limit.Succeeded(email, address);
        return new(known, null);
    }
}

/// <summary>What came of trying to sign in: the person, or how long to wait, or neither when e-mail and password do not match.</summary>
public readonly record struct SignInAnswer(SignIn? SignIn, TimeSpan? Wait);
