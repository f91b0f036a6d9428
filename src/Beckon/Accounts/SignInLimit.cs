using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Beckon.Accounts;

/// <summary>Slows the guessing of passwords: so many failures per e-mail and per network address, then a pause. Kept in memory, per node.</summary>
public sealed class SignInLimit(TimeProvider time)
{
    public const int FailuresPerEmail = 10;

    // Higher than per e-mail: a whole office may share one address.
    public const int FailuresPerAddress = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>
    /// Counts the attempt as failed until <see cref="Succeeded"/> says otherwise, so that many at once do not slip through. Returns how long
    /// to wait when there were too many.
    /// </summary>
    public TimeSpan? Begin(string email, IPAddress? address)
    {
        var now = time.GetUtcNow();
        Prune(now);
        var wait = Wait("email:" + email, FailuresPerEmail, now);
        if (AddressKey(address) is { } key && Wait(key, FailuresPerAddress, now) is { } longer && !(wait > longer)) wait = longer;
        if (wait is not null) return wait;
        Count("email:" + email, now, 1);
        if (AddressKey(address) is { } counted) Count(counted, now, 1);
        return null;
    }

    public void Succeeded(string email, IPAddress? address)
    {
        _failures.TryRemove("email:" + email, out _);
        if (AddressKey(address) is { } key) Count(key, time.GetUtcNow(), -1);
    }

    private TimeSpan? Wait(string key, int most, DateTimeOffset now) =>
        _failures.TryGetValue(key, out var failures) && failures.Until > now && failures.Count >= most ? failures.Until - now : null;

    private void Count(string key, DateTimeOffset now, int change) => _failures.AddOrUpdate(
        key,
        _ => new(Math.Max(0, change), now + Window),
        (_, known) => known.Until > now ? known with { Count = Math.Max(0, known.Count + change) } : new(Math.Max(0, change), now + Window));

    private void Prune(DateTimeOffset now)
    {
        if (_failures.Count < MostKept) return;
        foreach (var (key, failures) in _failures)
        {
            if (failures.Until <= now) _failures.TryRemove(key, out _);
        }
    }

    // Behind a reverse proxy on the same machine everybody has the loopback address; one household has a whole /64 of IPv6.
    private static string? AddressKey(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address)) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"net:{Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))}"
            : $"net:{address}";
    }

    private sealed record Failures(int Count, DateTimeOffset Until);
}
