namespace Beckon.Flows.Webhooks;

/// <summary>Which addresses may be called, and what becomes of a call by its answer. Pure; the jitter comes in as a value between 0 and 1.</summary>
public static class WebhookRules
{
    private const int LongestUrl = 2_000;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>What is wrong with an address; null: nothing. Whether it is in the internet is seen when it is called.</summary>
    public static string? Fault(string url) =>
        url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0
            ? "Give a whole address, such as https://crm.example.com/beckon, without a user in it."
            : null;

    public static WebhookOutcome After(WebhookCall call, WebhookAnswer answer, DateTimeOffset now, double jitter)
    {
        if (answer.Code is >= 200 and < 300) return new WebhookOutcome("delivered", null);
        // What is refused for what it is would be refused again.
        if (answer.Code is >= 300 and < 500 and not (408 or 425 or 429) || now - call.CreatedAt >= GiveUpAfter) return new WebhookOutcome("failed", null);
        var wait = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(call.Attempts - 1, 20)), Longest.TotalSeconds);
        return new WebhookOutcome("waiting", now + TimeSpan.FromSeconds(wait * (0.75 + jitter / 2)));
    }
}
