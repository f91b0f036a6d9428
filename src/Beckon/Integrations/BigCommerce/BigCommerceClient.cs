using System.Globalization;
using System.Net;
using System.Text.Json;
using Beckon.Kernel;
using Microsoft.Extensions.Configuration;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Asks BigCommerce's API. What it answers that is no success is an outcome, not an exception.</summary>
public sealed class BigCommerceClient : IDisposable
{
    private const string Official = "https://api.bigcommerce.com";
    private const int MostBytes = 16 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;

    public BigCommerceClient(IConfiguration configuration)
    {
        // Set by whoever runs Beckon, who may well point it at a machine of their own.
        var other = configuration["BECKON_BIGCOMMERCE_API"];
        if (other is { Length: > 0 } && !Uri.TryCreate(other, UriKind.Absolute, out _))
            throw new SettingException($"BECKON_BIGCOMMERCE_API says '{other}'. It is a full address, such as {Official}.");
        var handler = string.IsNullOrEmpty(other) ? PublicNetwork.Handler() : new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(string.IsNullOrEmpty(other) ? Official : other),
            MaxResponseContentBufferSize = MostBytes,
            Timeout = Patience,
        };
    }

    /// <param name="account">Which store, and the token of its API account.</param>
    /// <param name="path">Behind the store's address, such as <c>v2/orders/7</c>.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Fetched> GetAsync(BigCommerceAccount account, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/stores/{Uri.EscapeDataString(account.Store)}/{path}");
        request.Headers.TryAddWithoutValidation("X-Auth-Token", account.Token);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using var response = await _http.SendAsync(request, ct);
            return await ReadAsync(response, ct);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || error is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new Fetched(null, FetchOutcome.Later, error is JsonException ? "BigCommerce's answer is no JSON." : "BigCommerce does not answer.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Fetched> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                var bytes = await response.Content.ReadAsByteArrayAsync(ct);
                using (var document = JsonDocument.Parse(bytes)) return new Fetched(document.RootElement.Clone(), FetchOutcome.Got, null);
            case HttpStatusCode.NoContent or HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return new Fetched(null, FetchOutcome.Gone, "It is there no more.");
            case HttpStatusCode.TooManyRequests:
                return new Fetched(null, FetchOutcome.Slower, "BigCommerce wants to be asked less often.") { Wait = WaitOf(response) };
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new Fetched(null, FetchOutcome.Refused, "BigCommerce refuses the API token. Give it one that may read carts, orders, customers and products.");
            default:
                return new Fetched(null, FetchOutcome.Later, $"BigCommerce answers with status {status}.");
        }
    }

    private static TimeSpan? WaitOf(HttpResponseMessage response)
    {
        var told = response.Headers.TryGetValues("X-Rate-Limit-Time-Reset-Ms", out var values) ? values.First() : null;
        if (int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return TimeSpan.FromMilliseconds(milliseconds);
        return response.Headers.RetryAfter?.Delta;
    }
}

/// <summary>Which store, and the token of its API account.</summary>
public sealed record BigCommerceAccount(string Store, string Token);

/// <summary>What came of asking.</summary>
/// <param name="Resource">What was asked for; null where there is none.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Error">Why it did not, in a sentence.</param>
public sealed record Fetched(JsonElement? Resource, FetchOutcome Outcome, string? Error)
{
    /// <summary>How long the platform wants to be left alone.</summary>
    public TimeSpan? Wait { get; init; }
}

/// <summary>How asking went.</summary>
public enum FetchOutcome
{
    Got,

    /// <summary>There is no such thing any more.</summary>
    Gone,

    /// <summary>It may work later.</summary>
    Later,

    /// <summary>Too many requests: nothing of this store for a while.</summary>
    Slower,

    /// <summary>Somebody has to mend the access first.</summary>
    Refused,
}
