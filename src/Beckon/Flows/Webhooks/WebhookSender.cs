using System.Net.Http.Headers;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Flows.Webhooks;

/// <summary>Makes the calls of webhooks that are due, some at a time. A call may come twice, with the same id: receivers are told to look at it.</summary>
public sealed partial class WebhookSender : BackgroundService
{
    private const int AtOnce = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly WorkspaceStore _workspaces;
    private readonly WebhookSigner _signer;
    private readonly Node _node;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookSender> _log;
    private readonly HttpClient _http;

    public WebhookSender(
        NpgsqlDataSource database, WorkspaceStore workspaces, WebhookSigner signer, Node node, IConfiguration configuration, TimeProvider time, ILogger<WebhookSender> log)
    {
        (_database, _workspaces, _signer, _node, _time, _log) = (database, workspaces, signer, node, time, log);
        // Whoever runs Beckon may want it to call machines of their own.
        var anywhere = string.Equals(configuration["BECKON_WEBHOOKS_ANYWHERE"], "true", StringComparison.OrdinalIgnoreCase);
        var handler = anywhere ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } : PublicNetwork.Handler();
        _http = new HttpClient(handler) { Timeout = Patience };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Beckon", null));
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await ClaimAsync(stoppingToken);
                if (due.Count == 0) await Task.Delay(LookAround, _time, stoppingToken);
                else await Task.WhenAll(due.Select(call => CallAsync(call, stoppingToken)));
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                LogFault(exception);
                await Task.Delay(AfterFault, _time, stoppingToken);
            }
        }
    }

    private async Task<List<WebhookCall>> ClaimAsync(CancellationToken ct)
    {
        var workspaces = (await _workspaces.IdsAsync(ct)).ToArray();
        await using var connection = await _database.OpenConnectionAsync(ct);
        return await WebhookStore.ClaimAsync(connection, workspaces, AtOnce, _time.GetUtcNow(), ct);
    }

    private async Task CallAsync(WebhookCall call, CancellationToken ct)
    {
        var answer = await AskAsync(call, ct);
        var now = _time.GetUtcNow();
        await using var written = await _database.OpenConnectionAsync(CancellationToken.None);
        // What was answered is known, also where the program is being stopped.
        await WebhookStore.EndAsync(written, call, answer, WebhookRules.After(call, answer, now, Random.Shared.NextDouble()), now, CancellationToken.None);
    }

    private async Task<WebhookAnswer> AskAsync(WebhookCall call, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(call.Body, WebhookJson.Default.WebhookBody);
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", call.Body.Id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", _signer.Sign(call.WorkspaceId, call.SecretVersion, call.Body.Id, timestamp, body));
        try
        {
            // What is said beside the status is not read.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new WebhookAnswer((int)response.StatusCode, null);
        }
        catch (HttpRequestException exception)
        {
            return new WebhookAnswer(null, exception.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new WebhookAnswer(null, $"No answer within {Patience.TotalSeconds:0} seconds.");
        }
        // Whatever is wrong with one address must not keep the others waiting.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new WebhookAnswer(null, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks stopped being called for a moment; they go on.")]
    private partial void LogFault(Exception exception);
}
