import type {assignmentEn} from '../en/assignment.ts';

export const assignmentZh: typeof assignmentEn = {
  head: `# 实验要求；用“labshark check 文件夹 --assignment 本文件”检查全班提交的抓包文件。
# 以 # 开头的是注释；需要哪一行，就去掉它前面的 #。
# 现成的例子：labshark 目录下的 samples/assignments/。

title: "实验一：用 TCP 访问网页"
# 结果文件夹的名称；不写时由标题得出。
# id: lab-1
# 给学生看的文字用哪种语言：en 或 zh-CN。
language: zh-CN
# 下面各个时间的时区。
timezone: Asia/Shanghai

# 学生要访问的网站。不写时，任何网页通信都可以。
target: http://www.site.example/
# target: {host: www.site.example, address: 192.0.2.1, port: 8080}

# 抓包的时间范围：写日期，或者像 2024-09-18 08:00 这样的时间。结束的那一天也算在内。
# window: {from: 2024-09-18, to: 2024-09-25}

# 文件名的格式：{id}、{name}、{number} 分别代表学号、姓名、数字。
# file-name: "http-{id}.pcapng"
`,
  checks: `# 检查哪些项目，各占多少分。没有列出的不检查；各项的说明见 docs/checks.md。
# 有的项目还可以写得更具体：{points: 2, kind: [four-packet, three-packet]}。`,
  rest: `# 从什么时候起算迟交，每迟一天（不足一天按一天计）扣多少分；普通文件夹和 Moodle 的导出没有提交时间。
# late: {after: 2024-09-25 23:59, points-per-day: 1}

# 两个学生的抓包文件中有相同的连接时：flag（只告诉老师）或 zero（记 0 分）。
duplicates: flag

# 老师发给学生、不得当作自己的结果提交的抓包文件：相对于本文件的路径。
# handed-out: [example.pcapng]

# 答案中的数值允许的相对误差。
# tolerance: {time: 5%, number: 0}

# 参考答案和实验表格中的问题，以及各占多少分：全部问题见 docs/questions.md，例子见 samples/assignments/。
# questions:
#   - syn-sequence: 2

# 答案错误、但错在可以认出的地方（例如把比特当作字节）时，得该题分值的多少。
# partial-credit: 50%

# 学生自己的抓包无法回答某个问题时：excuse（该题不计分）或 count（按答错计）。
# unanswerable: excuse
`,
};
