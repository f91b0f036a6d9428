using System.Collections.Concurrent;
using System.Net;

namespace Beckon.Integrations.Browser;

/// <summary>
/// How much may come with one public key and from one network address: so many requests at once, and so many a second from then on. Kept in memory, per
/// node. It keeps one page, or one who plays with a shop's key, from taking the room of all.
/// </summary>
public sealed class BrowserLimit(TimeProvider time)
{
    // A snippet sends at most every 400 ms; a whole office or a mobile network may share an address.
    private static readonly Pace PerAddress = new(Burst: 400, PerSecond: 40);
    private static readonly Pace PerKey = new(Burst: 20_000, PerSecond: 5_000);

    private const int MostKept = 50_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Counts a request; how long to wait when there were too many.</summary>
    public TimeSpan? Take(string key, IPAddress? address)
    {
        Prune();
        return (AddressOf(address) is { } from ? Take("net:" + from, PerAddress) : null) ?? Take("key:" + key, PerKey);
    }

    private TimeSpan? Take(string name, Pace pace) => _buckets.GetOrAdd(name, _ => new Bucket(pace, time.GetTimestamp())).Take(time);

    // One household has a whole /64 of IPv6; behind a proxy on this machine that does not say who asks, everybody has the loopback address.
    private static string? AddressOf(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address)) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(8, bytes.Length)));
    }

    private void Prune()
    {
        if (_buckets.Count < MostKept) return;
        foreach (var (name, bucket) in _buckets)
        {
            if (bucket.IsFull(time)) _buckets.TryRemove(name, out _);
        }
    }

    private sealed record Pace(double Burst, double PerSecond);

    private sealed class Bucket(Pace pace, long at)
    {
        private readonly Lock _gate = new();
        private double _left = pace.Burst;
        private long _at = at;

        public TimeSpan? Take(TimeProvider time)
        {
            lock (_gate)
            {
                Fill(time);
                if (_left < 1) return TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((1 - _left) / pace.PerSecond)));
                _left--;
                return null;
            }
        }

        public bool IsFull(TimeProvider time)
        {
            lock (_gate)
            {
                Fill(time);
                return _left >= pace.Burst;
            }
        }

        private void Fill(TimeProvider time)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(pace.Burst, _left + time.GetElapsedTime(_at, now).TotalSeconds * pace.PerSecond);
            _at = now;
        }
    }
}
