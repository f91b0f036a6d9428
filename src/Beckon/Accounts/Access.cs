using Microsoft.AspNetCore.Http;

namespace Beckon.Accounts;

/// <summary>Finds out who is asking: by API key or by the cookie of a signed-in browser.</summary>
public sealed class Access(ApiKeyStore keys, KeyUse use, SessionStore sessions, TimeProvider time)
{
    // A session is prolonged at most once a day, so that a busy dashboard does not write on every request.
    private static readonly TimeSpan ExtendAfter = TimeSpan.FromDays(1);

    /// <summary>What the key opens; null when it is unknown or revoked. From memory in all but one request every few seconds.</summary>
    public async ValueTask<KeyAccess?> AuthenticateKeyAsync(string key, CancellationToken ct)
    {
        if (key.Length is 0 or > KeyHash.LongestKey) return null;
        var access = await keys.FindAsync(KeyHash.Of(key), ct);
        if (access is not null) use.Note(access);
        return access;
    }

    /// <summary>The caller of a request: a Bearer key when there is one, else the signed-in browser, else null.</summary>
    public async ValueTask<Caller?> AuthenticateAsync(HttpContext context)
    {
        if (BearerKey(context.Request) is { } key) return (await AuthenticateKeyAsync(key, context.RequestAborted))?.ToCaller();
        if (SessionCookie.Read(context.Request) is not { } token) return null;
        var hash = KeyHash.Of(token);
        if (await sessions.FindAsync(hash, context.RequestAborted) is not { } session) return null;

        var until = time.GetUtcNow() + SessionCookie.Life;
        if (until - session.ExpiresAt > ExtendAfter)
        {
            await sessions.ExtendAsync(hash, until, context.RequestAborted);
            SessionCookie.Write(context, token, until);
        }
        return session.ToCaller();
    }

    /// <summary>Whether the caller of a long answer would still be let in: for streams, whose headers are sent and whose cookie cannot be renewed.</summary>
    public async ValueTask<bool> IsStillGoodAsync(HttpContext context)
    {
        if (BearerKey(context.Request) is { } key) return await AuthenticateKeyAsync(key, context.RequestAborted) is not null;
        return SessionCookie.Read(context.Request) is { } token && await sessions.FindAsync(KeyHash.Of(token), context.RequestAborted) is not null;
    }

    private static string? BearerKey(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
