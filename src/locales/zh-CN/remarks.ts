import type {RemarkSentences} from '../en/remarks.ts';

type Listed = {readonly names: readonly string[]; readonly more: number};

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join('、');
const listed = ({names, more}: Listed): string =>
  `${quoted(names)}${more > 0 ? `等 ${names.length + more} 个文件` : ''}`;
const inZip = (p: Listed & {zip: string}): string => `“${p.zip}”中的${listed(p)}`;
/** Of what the system says only its code: the rest is English. */
const code = (reason: string): string => (/^[A-Z0-9_]+$/.test(reason) ? `（${reason}）` : '');

export const remarksZh: RemarkSentences = {
  'earlier-attempts': (p) => `以最后一次提交为准，更早提交的${quoted(p.names)}没有检查。`,
  'several-parts': (p) => `提交内容分为几份：${quoted(p.names)}。`,
  'text-only': () => '只提交了文字，没有提交文件。',
  'text-or-link-only': () => '只提交了文字或链接，没有提交文件。',
  together: (p) => `与 ${p.ids.join('、')} 一起提交。`,
  'not-exported': (p) => `${p.list} 中列出了“${p.name}”，但是没有找到它。`,
  'several-assignments': (p) => `这里有几次作业的文件（${p.names.join('、')}），没有一个与所检查的作业同名。`,

  nothing: () => '没有提交任何文件。',
  'same-id': (p) => `“${p.name}”也以学号 ${p.id} 提交，请确认是谁的。`,
  'second-submission': (p) => `按学生名单，这是 ${p.id} 的提交，而该学号已有另一份提交。`,
  'not-listed': () => '学生名单中没有这名学生。',
  'fits-several': (p) => `名称与学生名单中的多名学生相符：${p.ids.join('、')}。请改名，只写一名学生的学号。`,
  'roster-apart': (p) =>
    `有 ${p.strangers} 份提交不在学生名单中，名单中又有 ${p.missing} 名学生没有提交：${quoted(p.names)}${p.strangers > p.names.length ? '等' : ''}。如果是同一批学生，请在提交的名称中写上名单里的学号或姓名。`,
  'late-unknown': (p) =>
    `late: 无法用于${p.without < p.all ? ` ${p.all} 份提交中的 ${p.without} 份` : '这些提交'}：没有提交时间。`,
  'files-of-another': (p) => `文件名中的学号是 ${p.id}，但是平台上的姓名属于 ${p.listed}。`,
  'other-name': (p) => `提交内容上的姓名是${p.name}，学生名单中 ${p.id} 的姓名是${p.listed}。`,

  'no-submission': (p) => `“${p.name}”的名称不符合 ${p.system} 的提交格式，没有检查。`,
  'teachers-file': (p) => `“${p.name}”的名称中没有学生信息，也不是抓包文件，视为老师的文件，没有检查。`,
  link: (p) => `“${p.name}”是符号链接，没有读取。`,
  'no-file': (p) => `“${p.name}”不是普通文件，没有读取。`,
  unreadable: (p) => `“${p.name}”无法读取${code(p.reason)}，没有检查。`,

  archive: (p) => `“${p.name}”是 ${p.kind} 压缩包，labshark 无法解压。请改用 zip 格式重新提交。`,
  'zip.too-deep': (p) => `“${p.name}”嵌套在过多层压缩包里，没有解压。`,
  'zip.damaged': (p) => `“${p.name}”是损坏的 zip 压缩包，无法解压。请重新提交。`,
  'zip.cut-short': (p) => `“${p.name}”已损坏，其余的文件无法读出。`,
  'zip.damaged-file': (p) => `“${p.zip}”中的“${p.name}”已损坏，没有检查。`,
  'zip.outside': (p) => `${inZip(p)}的路径指向压缩包的文件夹之外（绝对路径，或者含有 ..），没有解压。`,
  'zip.too-large': (p) => `${inZip(p)}解压后超过一份提交所允许的大小或文件数，没有解压。如有需要，请手动解压。`,
  'zip.link': (p) => `${inZip(p)}是符号链接，没有读取。`,
  'zip.no-file': (p) => `${inZip(p)}不是普通文件，没有读取。`,
  'zip.password': (p) => `${inZip(p)}有密码，无法解压。请提交没有密码的文件。`,
  'zip.method': (p) => `${inZip(p)}的压缩方法（${p.method}）labshark 不认识，没有解压。请改用普通的 zip 格式重新提交。`,

  'answers.old-format': (p) => `“${p.name}”的格式无法读出文字。请另存为 .docx 或 PDF 后重新提交，或者由老师人工批阅。`,
  'answers.password': (p) => `“${p.name}”有密码，无法读取。请去掉密码后重新提交。`,
  'answers.no-text': (p) => `“${p.name}”里只有图片（例如扫描件），没有文字，需要人工批阅。`,
  'answers.damaged': (p) => `“${p.name}”已损坏，无法读取。请重新提交。`,
  'answers.too-large': (p) => `“${p.name}”过大，没有读取，需要人工查看。`,
  'answers.failed': (p) => `labshark 未能读完提交的文档（出错或者超时），需要人工批阅：${quoted(p.names)}。`,
  'answers.none': () => '提交的文件中没有找到答题单，所以各题都算未作答。',
  'answers.several': (p) => `提交了多份答题单，答案不同：以答案最多的“${p.name}”为准，没有采用${quoted(p.names)}。`,
  'answers.not-asked': (p) => `“${p.name}”中有本次作业没有的题目：${p.ids.join('、')}。可能是其他作业的答题单。`,
  'answers.twice': (p) => `“${p.name}”对同一题给出了两个不同的答案：${p.ids.join('、')}。以第一个为准。`,
  'answers.picture': (p) => `“${p.name}”中有的答案是图片，需要人工批阅：${p.ids.join('、')}。`,
};
