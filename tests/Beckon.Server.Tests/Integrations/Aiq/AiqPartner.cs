using System.Text.Json;
using Beckon.Accounts;

namespace Beckon.Server.Tests.Integrations.Aiq;

/// <summary>A point of sale that was built for AIQ, with a key of these scopes.</summary>
internal sealed class AiqPartner(TestWorkspace workspace, string key)
{
    public TestWorkspace Workspace => workspace;

    public static async Task<AiqPartner> OpenAsync(params KeyScope[] scopes) => await OpenAsync(await TestWorkspace.CreateAsync(), scopes);

    public static async Task<AiqPartner> OpenAsync(TestWorkspace workspace, params KeyScope[] scopes)
    {
        var secret = Secrets.ApiKey();
        await workspace.Get<ApiKeyStore>().CreateAsync(Caller.Beckon(workspace.Id), new("Till", secret, scopes), CancellationToken.None);
        return new(workspace, secret);
    }

    public Task<Answer> AskAsync(HttpMethod method, string path, string? body = null) =>
        workspace.Anonymous.AskAsync(method, path, body, ("X-APIKEY", key));

    public Task<Answer> PostAsync(string path, string body) => AskAsync(HttpMethod.Post, path, body);

    public async Task<JsonElement> DataAsync(string path) => (await AskAsync(HttpMethod.Get, path)).Expect().GetProperty("data");

    public async Task<JsonElement> WalletAsync(string body) => (await PostAsync("/api/v2/wallet", body)).Expect().GetProperty("data");

    /// <summary>Where somebody stands on a channel.</summary>
    public async Task<string?> ConsentAsync(string who, string channel)
    {
        await workspace.EventsAsync();
        var found = (await workspace.Owner.GetAnswerAsync("/api/contacts?q=" + Uri.EscapeDataString(who))).Expect().GetProperty("items")[0];
        var contact = (await workspace.Owner.GetAnswerAsync("/api/contacts/" + found.GetProperty("id").GetString())).Expect();
        return contact.GetProperty("consents").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == channel).GetProperty("status").GetString();
    }
}
