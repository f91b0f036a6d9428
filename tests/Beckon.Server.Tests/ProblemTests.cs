namespace Beckon.Server.Tests;

public sealed class ProblemTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task An_unknown_address_of_the_API_is_a_problem() => (await shop.Owner.GetAnswerAsync("/api/nothing")).Expect(404)
        .GetProperty("detail").GetString().ShouldBe("There is nothing at this address. The API is described at /openapi.json.");

    [Fact]
    public async Task A_method_that_an_address_does_not_take_is_a_problem() => (await shop.Owner.PutAnswerAsync("/api/keys", "{}")).Expect(405);

    [Theory]
    [InlineData("{\"name\":", "$", "This is not valid JSON (line 1, byte 9).")]
    [InlineData("xyz", "$", "This is not valid JSON (line 1, byte 1).")]
    [InlineData("[]", "$", "This value is not of the kind that is expected here.")]
    [InlineData("{\"scopes\": [\"read\", 7]}", "scopes[1]", "This value is not of the kind that is expected here.")]
    public async Task A_body_that_cannot_be_read_names_where(string body, string path, string sentence)
    {
        var answer = await shop.Owner.PostAnswerAsync("/api/keys", body);
        answer.Expect(400).GetProperty("errors").GetProperty(path)[0].GetString().ShouldBe(sentence);
    }

    [Fact]
    public async Task Missing_values_are_named_each()
    {
        var answer = await shop.Anonymous.PostAnswerAsync("/api/session", "{}");
        answer.Expect(400);
        answer.Faults.ShouldBe(["email", "password"]);
    }

    [Fact]
    public async Task No_body_at_all_is_a_problem() => (await shop.Owner.PostAnswerAsync("/api/keys")).Expect(400)
        .GetProperty("detail").GetString().ShouldBe("Send a JSON body.");

    [Fact]
    public async Task A_form_is_refused() =>
        (await shop.Owner.PostAnswerAsync("/api/keys", new StringContent("name=x", null, "application/x-www-form-urlencoded"))).Expect(415);

    [Fact]
    public async Task Who_may_not_is_told_before_the_body_is_read() => (await shop.Anonymous.PostAnswerAsync("/api/keys", "nonsense")).Expect(401);

    [Fact]
    public async Task The_interface_is_described()
    {
        var document = (await shop.Anonymous.GetAnswerAsync("/openapi.json")).Expect();
        document.GetProperty("info").GetProperty("title").GetString().ShouldBe("Beckon");
        document.GetProperty("paths").GetProperty("/api/keys").GetProperty("post").GetProperty("responses").TryGetProperty("401", out _).ShouldBeTrue();
    }
}
