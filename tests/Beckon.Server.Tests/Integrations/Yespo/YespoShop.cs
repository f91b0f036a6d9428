using System.Text;
using System.Text.Json;
using Beckon.Accounts;

namespace Beckon.Server.Tests.Integrations.Yespo;

/// <summary>A shop that was built for Yespo, with a key of these scopes.</summary>
internal sealed class YespoShop(TestWorkspace workspace, string key)
{
    public TestWorkspace Workspace => workspace;

    public static async Task<YespoShop> OpenAsync(params KeyScope[] scopes) => await OpenAsync(await TestWorkspace.CreateAsync(), scopes);

    public static async Task<YespoShop> OpenAsync(TestWorkspace workspace, params KeyScope[] scopes)
    {
        var secret = Secrets.ApiKey();
        await workspace.Get<ApiKeyStore>().CreateAsync(Caller.Beckon(workspace.Id), new("Shop", secret, scopes), CancellationToken.None);
        return new(workspace, secret);
    }

    public Task<Answer> PostAsync(string path, string body) => AskAsync(HttpMethod.Post, path, body);

    public Task<Answer> GetAsync(string path) => AskAsync(HttpMethod.Get, path, null);

    public Task<Answer> AskAsync(HttpMethod method, string path, string? body) => workspace.Anonymous.AskAsync(
        method, path, body, ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + key))));

    /// <summary>The number of the contact with this address, who may be new.</summary>
    public async Task<long> ContactAsync(string email, string more = "")
    {
        // No number where much else is waiting: the call says so, and is made again.
        JsonElement id = default;
        await Eventually.Async(async () =>
        {
            var answer = await PostAsync("/api/v1/contact", $$"""{"channels": [{"type": "email", "value": "{{email}}"}]{{more}}}""");
            id = answer.Expect().GetProperty("id");
            return id.ValueKind == JsonValueKind.Number;
        });
        return id.GetInt64();
    }

    public async Task<JsonElement> ConsentAsync(string email, string channel = "email")
    {
        var found = (await workspace.Owner.GetAnswerAsync("/api/contacts?q=" + Uri.EscapeDataString(email))).Expect().GetProperty("items")[0];
        var contact = (await workspace.Owner.GetAnswerAsync("/api/contacts/" + found.GetProperty("id").GetString())).Expect();
        return contact.GetProperty("consents").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == channel);
    }
}
