namespace Beckon.Client;

/// <summary>How a <see cref="BeckonClient"/> sends.</summary>
public sealed record BeckonClientOptions
{
    /// <summary>The address of your Beckon, such as <c>https://beckon.example</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>An API key with the scope <c>ingest</c>.</summary>
    public string? Key { get; set; }

    /// <summary>How many events may wait. Beyond this, enqueueing waits or says no.</summary>
    public int MostWaiting { get; set; } = 10_000;

    /// <summary>How many bytes of events may wait.</summary>
    public int MostWaitingBytes { get; set; } = 32 << 20;

    /// <summary>How many events go into one request, 1 to 1000.</summary>
    public int MostInRequest { get; set; } = 500;

    /// <summary>How long an event waits for others to go with.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two attempts, unless the server asks for a longer one.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing waits for what is still to be sent.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether requests are compressed.</summary>
    public bool Compress { get; set; } = true;

    /// <summary>Told of each event that the server will never take, with the reason. It must be quick and must not throw.</summary>
    public Action<RefusedEvent>? Refused { get; set; }

    /// <summary>What requests go through: a proxy, a recorder in tests. The caller disposes it.</summary>
    public HttpMessageHandler? Handler { get; set; }

    internal BeckonClientOptions Checked()
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) throw new ArgumentException("Url must be the http or https address of your Beckon.");
        if (string.IsNullOrWhiteSpace(Key)) throw new ArgumentException("Key must be an API key with the scope ingest: Settings > API & tracking.");
        if (MostInRequest is < 1 or > 1000) throw new ArgumentException("MostInRequest must be 1 to 1000.");
        if (MostWaiting < 1 || MostWaitingBytes < 1) throw new ArgumentException("At least one event must be able to wait.");
        return this with { };
    }
}
